import { z } from 'zod'
import { type Account, AccountId } from '@/lib/accounts/model'
import { PortalError } from '@/lib/errors/portal-error'
import { organisationOf } from '@/lib/repositories/name'
import type { RepositoryRef } from '@/lib/repositories/reference'

/** For which organisations somebody works, and in which accounts; absent means in all of them. */
const Scope = z.object({ organisations: z.array(z.string()), accounts: z.array(AccountId).optional() })
export type Scope = z.infer<typeof Scope>

/** Who is acting. The id is the identity provider's `sub`, never an e-mail address. */
export const Actor = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  role: z.enum(['engineer', 'ops']),
  /** Where an answer can be mailed to, if the sign-in tells it. */
  email: z.email().optional(),
  /** The organisation prefixes this person works for. */
  organisations: z.array(z.string()),
  /** What each of their groups lets them change, when one of them is limited to some accounts. */
  scopes: z.array(Scope).optional(),
})
export type Actor = z.infer<typeof Actor>

/** The portal itself, for what nobody did through it. It may do no more than the least of us, and signs in nowhere. */
export const PORTAL: Actor = { id: 'portal', name: 'The portal', role: 'engineer', organisations: [] }

/** Everything that somebody may be refused, with the facts that decide it. */
export type Deed =
  | { to: 'repository.create'; account: Account; name: string; accounts: readonly Account[] }
  | {
      to: 'permissions.save'
      account: Account
      name: string
      accounts: readonly Account[]
      /** Sentences on what the change would open that no engineer opens alone. */
      risks: readonly string[]
    }
  /** Past the name typed in: what opens a repository to everyone, or locks its owner out. */
  | { to: 'permissions.force' }
  | { to: 'settings.save'; account: Account; name: string; accounts: readonly Account[] }
  | { to: 'request.read'; requesterId: string }
  /** Granting and declining, and what leads there: asking back and changing what is proposed. */
  | { to: 'request.decide'; requesterId: string }
  | { to: 'request.withdraw'; requesterId: string }
  | { to: 'activity.readAll' }
  | { to: 'accounts.check' }

/** The reason why this person may not do it, as a sentence that says who may; undefined when they may. */
export function refusal(actor: Actor, deed: Deed): string | undefined {
  switch (deed.to) {
    case 'repository.create':
      if (actor.role === 'ops') return undefined
      if (!deed.account.active)
        return `${deed.account.name} is no longer active, so you can’t create repositories there. Choose an active account, or ask infrastructure operations.`
      if (!deed.account.selfService.create)
        return `In ${deed.account.name}, only infrastructure operations can create repositories. You can ask them to.`
      return notOwned(actor, deed)
    case 'permissions.save':
      if (actor.role === 'ops') return undefined
      if (!deed.account.selfService.permissions)
        return `In ${deed.account.name}, only infrastructure operations can change permissions. You can ask them to.`
      return (
        notOwned(actor, deed) ??
        (deed.risks.length > 0
          ? `${deed.risks.join(' ')} Only infrastructure operations can save it; you can ask them to.`
          : undefined)
      )
    case 'permissions.force':
      return actor.role === 'ops'
        ? undefined
        : 'With this policy, you might not be able to change the permissions again, so AWS rejects it. Nothing was saved. Only infrastructure operations can save it anyway; you can ask them to.'
    case 'settings.save':
      return actor.role === 'ops' ? undefined : notOwned(actor, deed)
    case 'request.read':
      return actor.role === 'ops' || actor.id === deed.requesterId
        ? undefined
        : 'This is someone else’s request. Only its author and infrastructure operations can read it.'
    case 'request.decide':
      if (actor.role !== 'ops') return 'Only infrastructure operations can decide requests.'
      return actor.id === deed.requesterId
        ? 'You can’t decide your own request. Ask another reviewer.'
        : undefined
    case 'request.withdraw':
      return actor.id === deed.requesterId
        ? undefined
        : 'This is someone else’s request. Only its author can withdraw it.'
    case 'activity.readAll':
      return actor.role === 'ops' ? undefined : 'Only infrastructure operations can see everyone’s activity.'
    case 'accounts.check':
      return actor.role === 'ops'
        ? undefined
        : 'Only infrastructure operations can check the accounts and the portal’s permissions in them.'
  }
}

/** Where something is changed; the name is empty as long as nobody has typed one. */
type Place = { account: Account; name: string; accounts: readonly Account[] }

/**
 * A prefix that some account lists as an organisation belongs to that organisation's engineers. A name with no such
 * prefix belongs to nobody in particular, and every engineer may work on it.
 */
function notOwned(actor: Actor, place: Place): string | undefined {
  const organisation = ownerOf(place)
  if (organisation && !actor.organisations.includes(organisation)) {
    const worksFor =
      actor.organisations.length > 0
        ? `you work for ${actor.organisations.join(' and ')}`
        : 'you aren’t in any organisation’s group'
    return `${organisation}/… belongs to ${organisation}, and ${worksFor}. Its engineers or infrastructure operations can do this.`
  }
  return outOfScope(actor, place, organisation)
}

function ownerOf({ name, accounts }: Place): string | undefined {
  const organisation = organisationOf(name)
  const known = accounts.some(({ organisations }) => organisation && organisations.includes(organisation))
  return known ? organisation : undefined
}

/** Each group counts by itself: one for all accounts does not widen another that is limited to some. */
function outOfScope(actor: Actor, place: Place, organisation: string | undefined): string | undefined {
  const covering = actor.scopes?.filter(
    ({ organisations }) => !organisation || organisations.includes(organisation),
  )
  if (!covering || covering.some(({ accounts }) => accounts?.includes(place.account.id) ?? true))
    return undefined
  const mayIn = place.accounts.filter(({ id }) => covering.some(({ accounts }) => accounts?.includes(id)))
  const what = organisation ? `${organisation}/…` : 'repositories'
  return `Your groups let you change ${what} in ${mayIn.map(({ name }) => name).join(' and ')}, but not in ${place.account.name}. Ask infrastructure operations for this.`
}

/** On what something was to be done, for the record of its refusal. */
type DeedTarget = { ref?: RepositoryRef; requestId?: number }

/** Somebody may not do what they tried. */
export class Refused extends PortalError {
  constructor(
    reason: string,
    readonly deed: Deed['to'],
    readonly on: DeedTarget,
  ) {
    super('forbidden', reason)
  }
}

/** Throws `forbidden` with the reason unless this person may do it. */
export function authorize(actor: Actor, deed: Deed, on: DeedTarget = {}): void {
  const reason = refusal(actor, deed)
  if (reason) throw new Refused(reason, deed.to, on)
}
