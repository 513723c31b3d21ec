import { z } from 'zod'
import { type Account, AccountId } from '@/lib/accounts/model'
import type { Registry } from '@/lib/accounts/registry'
import { PortalError } from '@/lib/errors/portal-error'
import { organisationOf } from '@/lib/repositories/name'
import type { RepositoryRef } from '@/lib/repositories/reference'

/** The organisations a person may change things for, and in which accounts; absent means all of them. */
const Scope = z.object({ organisations: z.array(z.string()), accounts: z.array(AccountId).optional() })
export type Scope = z.infer<typeof Scope>

/** Who is acting. The id is the identity provider's `sub`, never an e-mail address. */
export const Actor = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  role: z.enum(['engineer', 'ops']),
  /** Where to mail an answer, if the identity provider tells. */
  email: z.email().optional(),
  /** The organisation prefixes that this person works for. */
  organisations: z.array(z.string()),
  /** What each of their groups may change, when at least one is limited to some accounts. */
  scopes: z.array(Scope).optional(),
})
export type Actor = z.infer<typeof Actor>

/** The portal itself, for work that nobody asked for. It has the fewest rights and can't sign in. */
export const PORTAL: Actor = { id: 'portal', name: 'The portal', role: 'engineer', organisations: [] }

/** Everything that can be refused, with the facts that decide it. */
export type ProtectedAction =
  | { to: 'repository.create'; account: Account; name: string; accounts: readonly Account[] }
  | {
      to: 'permissions.save'
      account: Account
      name: string
      accounts: readonly Account[]
      /** Sentences about access so broad that no engineer may open it alone. */
      risks: readonly string[]
    }
  /** A registry's own policy, which applies to every repository in it. */
  | { to: 'registry.save' }
  /** Confirmed by typing the name: opens a repository to everyone, or locks its owner out. */
  | { to: 'permissions.force' }
  | { to: 'settings.save'; account: Account; name: string; accounts: readonly Account[] }
  | { to: 'request.read'; requesterId: string }
  /** Granting and declining, and the steps before: asking the author and changing the proposal. */
  | { to: 'request.decide'; requesterId: string }
  | { to: 'request.withdraw'; requesterId: string }
  | { to: 'activity.readAll' }
  | { to: 'accounts.check' }

/** Why this person may not do it, as a sentence that says who may; undefined when they may. */
export function refusal(actor: Actor, action: ProtectedAction): string | undefined {
  switch (action.to) {
    case 'repository.create':
      if (actor.role === 'ops') return undefined
      if (!action.account.active)
        return `${action.account.name} is no longer active, so you can’t create repositories there. Choose an active account, or ask infrastructure operations.`
      if (!action.account.selfService.create)
        return `In ${action.account.name}, only infrastructure operations can create repositories. You can ask them to.`
      return notOwned(actor, action)
    case 'permissions.save':
      if (actor.role === 'ops') return undefined
      if (!action.account.selfService.permissions)
        return `In ${action.account.name}, only infrastructure operations can change permissions. You can ask them to.`
      return (
        notOwned(actor, action) ??
        (action.risks.length > 0
          ? `${action.risks.join(' ')} Only infrastructure operations can save it; you can ask them to.`
          : undefined)
      )
    case 'permissions.force':
      return actor.role === 'ops'
        ? undefined
        : 'With this policy, you might not be able to change the permissions again, so AWS rejects it. Nothing was saved. Only infrastructure operations can save it anyway; you can ask them to.'
    case 'registry.save':
      return actor.role === 'ops'
        ? undefined
        : 'Only infrastructure operations can change a registry’s policy.'
    case 'settings.save':
      return actor.role === 'ops' ? undefined : notOwned(actor, action)
    case 'request.read':
      return actor.role === 'ops' || actor.id === action.requesterId
        ? undefined
        : 'This is someone else’s request. Only its author and infrastructure operations can read it.'
    case 'request.decide':
      if (actor.role !== 'ops') return 'Only infrastructure operations can decide requests.'
      return actor.id === action.requesterId
        ? 'You can’t decide your own request. Ask another reviewer.'
        : undefined
    case 'request.withdraw':
      return actor.id === action.requesterId
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

/** The target of a change; the name is empty until one is typed. */
type Place = { account: Account; name: string; accounts: readonly Account[] }

/**
 * A prefix that an account lists as an organisation belongs to that organisation's engineers. A name without such a
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

/** The target of a refused attempt, for the record. */
type ActionTarget = { ref?: RepositoryRef | Registry; requestId?: number }

/** The person isn't allowed to do what they tried. */
export class Refused extends PortalError {
  constructor(
    reason: string,
    readonly action: ProtectedAction['to'],
    readonly on: ActionTarget,
  ) {
    super('forbidden', reason)
  }
}

/** Throws `forbidden`, with the reason, unless this person may do it. */
export function authorize(actor: Actor, action: ProtectedAction, on: ActionTarget = {}): void {
  const reason = refusal(actor, action)
  if (reason) throw new Refused(reason, action.to, on)
}
