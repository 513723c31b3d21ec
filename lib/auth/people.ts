import { z } from 'zod'
import type { People } from '@/lib/accounts/model'
import type { Actor } from './roles'

/** What the identity provider tells about somebody. Their name and address are for showing, never for deciding. */
const Claims = z.looseObject({
  sub: z.string().min(1),
  name: z.string().min(1).optional().catch(undefined),
  preferred_username: z.string().min(1).optional().catch(undefined),
  email: z.email().optional().catch(undefined),
})

/** A provider that has a single group to tell may tell it without a list. */
const Groups = z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([])

/** Somebody whom the identity provider vouches for. `actor` is undefined when none of their groups lets them in. */
export type Arrival = { id: string; name: string; actor: Actor | undefined }

/** Who somebody is here, by what the provider claims about them and what the accounts file says of their groups. */
export function arrivalOf(claims: unknown, groupsClaim: string, people: People): Arrival {
  const told = Claims.parse(claims)
  const name = told.name ?? told.preferred_username ?? told.sub
  const person = { id: told.sub, name, ...(told.email && { email: told.email }) }
  const theirs = new Set(Groups.parse(told[groupsClaim]))
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
