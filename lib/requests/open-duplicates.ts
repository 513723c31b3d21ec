import 'server-only'
import { and, asc, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { parseCaller } from '@/lib/accounts/caller'
import type { Context } from '@/lib/context'
import { accessRequests } from '@/lib/db/schema'
import { parseInput } from '@/lib/errors/parse-input'
import { capabilityOf } from '@/lib/policy/presets'
import { parseReference } from '@/lib/repositories/pasted-reference'
import { OPEN_STATUSES } from './model'

/**
 * An open request for the same access. For someone else's, no more than this is told: only its author and operations
 * may read it.
 */
export type OpenDuplicate = { id: number; requesterName: string; createdAt: number; mine: boolean }

const field = z.string().max(4000).catch('')
// Half-typed input is neither a duplicate nor an error.
const Wanted = z.object({
  account: field.transform((text) => parseCaller(text)?.account ?? text.trim()),
  region: field.transform((text) => text.trim()),
  repository: field.transform((text) => parseReference(text)?.name ?? text.trim()),
  awsUserName: field.transform((text) => text.trim()),
  action: field.transform((text) => text.trim()),
})
type Wanted = z.output<typeof Wanted>

const MOST_COMPARED = 200

/** Open requests for the same kind of access to the same repository by the same caller, oldest first. */
export async function findOpenDuplicates(ctx: Context, input: unknown): Promise<OpenDuplicate[]> {
  const wanted = parseInput(Wanted, input)
  if (!wanted.account || !wanted.region || !wanted.repository || !wanted.action) return []
  const db = await ctx.db()
  const open = await db
    .select({
      id: accessRequests.id,
      requesterId: accessRequests.requesterId,
      requesterName: accessRequests.requesterName,
      createdAt: accessRequests.createdAt,
      account: accessRequests.account,
      awsUserName: accessRequests.awsUserName,
      action: accessRequests.action,
    })
    .from(accessRequests)
    .where(
      and(
        eq(accessRequests.account, wanted.account),
        eq(accessRequests.region, wanted.region),
        eq(accessRequests.repository, wanted.repository),
        inArray(accessRequests.status, [...OPEN_STATUSES]),
      ),
    )
    .orderBy(asc(accessRequests.id))
    .limit(MOST_COMPARED)
  return open
    .filter((each) => isForSame(each, wanted))
    .map(({ id, requesterId, requesterName, createdAt }) => ({
      id,
      requesterName,
      createdAt: createdAt.getTime(),
      mine: requesterId === ctx.actor.id,
    }))
}

type Asked = Pick<Wanted, 'account' | 'awsUserName' | 'action'>

function isForSame(one: Asked, other: Asked): boolean {
  return kindOf(one.action) === kindOf(other.action) && grantedTo(one) === grantedTo(other)
}

/** All calls of a pull are of one kind, and so are those of a push. */
function kindOf(action: string): string {
  return capabilityOf(action) ?? action.replace(/^ecr:/, '')
}

/** Whom a grant would name: another account as a whole, but the user or role within the repository's own account. */
function grantedTo({ account, awsUserName }: Asked): string {
  const caller = parseCaller(awsUserName)
  if (!caller) return awsUserName
  if (caller.account !== account) return caller.account
  const [name = ''] = (caller.userName ?? '').split('/')
  return name
}
