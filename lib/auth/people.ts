import { z } from 'zod'
import type { People } from '@/lib/accounts/model'
import type { Actor } from './roles'

/** The claims that the portal reads. Name and e-mail address are for display, never for decisions. */
const Claims = z.looseObject({
  sub: z.string().min(1),
  name: z.string().min(1).optional().catch(undefined),
  preferred_username: z.string().min(1).optional().catch(undefined),
  email: z.email().optional().catch(undefined),
})

/** Some providers send a single group as a string. */
const Groups = z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([])

/** Somebody who signed in at the provider. `actor` is undefined when none of their groups has access to the portal. */
export type Identity = { id: string; name: string; actor: Actor | undefined }

/** Who somebody is in the portal, by the provider's claims and the groups in the accounts file. */
export function identityOf(claims: unknown, groupsClaim: string, people: People): Identity {
  const known = Claims.parse(claims)
  const name = known.name ?? known.preferred_username ?? known.sub
  const person = { id: known.sub, name, ...(known.email && { email: known.email }) }
  const theirs = new Set(Groups.parse(known[groupsClaim]))
  const groups = people.groups.filter(({ name }) => theirs.has(name))
  if (groups.length === 0 && !people.everyone) return { ...person, actor: undefined }
  if (groups.some(({ role }) => role === 'ops'))
    return { ...person, actor: { ...person, role: 'ops', organisations: [] } }
  const scopes = groups.flatMap((group) =>
    group.role === 'engineer' ? [{ organisations: group.organisations, accounts: group.accounts }] : [],
  )
  const organisations = [...new Set(scopes.flatMap((scope) => scope.organisations))]
  const limited = scopes.some(({ accounts }) => accounts)
  return {
    ...person,
    actor: { ...person, role: 'engineer', organisations, ...(limited && { scopes }) },
  }
}
