import 'server-only'
import { and, eq, like } from 'drizzle-orm'
import { type Activity, isAbout, selectActivity } from '@/lib/audit/list-activity'
import type { Context } from '@/lib/context'
import { auditRecords } from '@/lib/db/schema'
import { logFailure } from '@/lib/runtime/log'
import type { PolicyTarget } from './policy-target'

/** An earlier policy, null for none, and the reason that is recorded when it is restored. */
export type PolicyVersion = { id: number; policy: string | null; reason: string }

const moments = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
})

/** The policy after a record in the target's history; undefined if the record isn't of a policy of this target. */
export async function getPolicyVersion(
  ctx: Context,
  ref: PolicyTarget,
  id: number,
): Promise<PolicyVersion | undefined> {
  const [record] = await versions(ctx, ref, id)
  return record && { id, policy: record.after, reason: reasonOf(record) }
}

/** When the portal noticed that the policy was changed elsewhere; undefined if it was saved here since. */
export async function outsideChangeSeenAt(ctx: Context, ref: PolicyTarget): Promise<Date | undefined> {
  const records = await logFailure(
    versions(ctx, ref),
    'could not find out whether a policy was changed elsewhere',
  )
  const last = records?.[0]
  return last?.action === 'permissions.outside' ? last.at : undefined
}

/** The newest version, or the one of this id. */
function versions(ctx: Context, ref: PolicyTarget, id?: number): Promise<Activity[]> {
  const isVersion = and(
    isAbout(ref),
    like(auditRecords.action, 'permissions.%'),
    eq(auditRecords.outcome, 'done'),
    id === undefined ? undefined : eq(auditRecords.id, id),
  )
  return selectActivity(ctx, isVersion, 1)
}

function reasonOf({ action, author, at, after }: Activity): string {
  const what = after === null ? 'no policy, as on' : 'the policy of'
  const how: Record<string, string> = {
    'permissions.outside': 'changed outside the portal',
    'permissions.first-seen': 'as first recorded',
  }
  return `restores ${what} ${moments.format(at)} UTC (${how[action] ?? `by ${author}`})`
}
