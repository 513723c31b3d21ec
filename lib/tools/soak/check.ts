import { sql } from 'drizzle-orm'
import { listOpenIntents } from '@/lib/audit/open-intents'
import { verifyChain } from '@/lib/audit/verify-chain'
import { LOCAL_USERS } from '@/lib/auth/local-users'
import { awsFor } from '@/lib/aws/aws'
import { config } from '@/lib/config/config'
import type { Context } from '@/lib/context'
import { getDb } from '@/lib/db/db'
import { reconcileIntents } from '@/lib/jobs/reconcile-intents'
import { getPolicy } from '@/lib/permissions/get-policy'
import { getRepository } from '@/lib/repositories/get-repository'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { requireRequest } from '@/lib/requests/list-requests'
import { type Expectations, lostSaves } from './expectations'
import { type Memory, MOST_GROWTH_MB } from './memory'

const DEV = { account: '252775557553', region: 'us-west-2' }

export type Finding = { what: string; isGood: boolean; figure: string }

/** Compares what people were told with what is stored. Call it once nothing is in flight. */
export async function check(
  expectations: Expectations,
  memory: Memory,
  logged: string[],
): Promise<Finding[]> {
  const ctx = later(operations())
  const db = await ctx.db()
  await reconcileIntents(ctx)
  const open = await listOpenIntents(ctx)
  const chain = await verifyChain(db, config().auditKey)

  const lost: string[] = []
  for (const name of new Set(expectations.saves.map((save) => save.name)))
    lost.push(
      ...lostSaves(
        expectations.saves.filter((save) => save.name === name),
        sidsOf(await getPolicy(ctx, { ...DEV, name }))[0],
      ).map(({ sid }) => sid),
    )
  const unapplied: number[] = []
  for (const { id, ref, sid } of expectations.grants)
    if (!sidsOf(await getPolicy(ctx, ref)).includes(sid)) unapplied.push(id)
  const missing: number[] = []
  for (const id of expectations.requests) await requireRequest(ctx, id).catch(() => missing.push(id))
  const gone: RepositoryRef[] = []
  for (const ref of expectations.created) if (!(await getRepository(ctx, ref))) gone.push(ref)

  const recorded = await texts(ctx)
  const unrecorded = expectations.saves.filter(
    ({ sid, endedAt }) => endedAt !== undefined && !recorded.some((text) => text.includes(sid)),
  )
  const twice = await appliedTwice(ctx)
  const unexpected = logged.filter(isUnexpectedFailure)
  const growth = memory.endMb - memory.warmMb
  const acknowledged = expectations.saves.filter(({ endedAt }) => endedAt !== undefined).length
  return [
    none('acknowledged saves lost', lost, acknowledged),
    none('acknowledged saves without a record', unrecorded, acknowledged),
    none('acknowledged requests missing', missing, expectations.requests.length),
    none('acknowledged grants not in the policy', unapplied, expectations.grants.length),
    none('requests applied twice', twice, expectations.grants.length),
    none('acknowledged repositories missing', gone, expectations.created.length),
    {
      what: 'the audit chain',
      isGood: chain.ok,
      figure: chain.ok ? `whole, ${chain.sealed} records` : chain.problem,
    },
    none('intents still open', open),
    none('unexpected failures', unexpected),
    {
      what: 'memory of the portal that was never killed',
      isGood: growth <= MOST_GROWTH_MB,
      figure: `${memory.warmMb} MB after the warm-up, ${memory.endMb} MB at the end; at most ${MOST_GROWTH_MB} MB more`,
    },
  ]
}

/** Whether a log line is about a failed action, page or route: only their errors have a reference or a route. */
function isUnexpectedFailure(line: string): boolean {
  try {
    const { err, reference, route } = JSON.parse(line)
    return err !== undefined && (reference !== undefined || route !== undefined)
  } catch {
    // Not every line is JSON: Node prints its own, and a kill can cut one short.
    return false
  }
}

function none(what: string, found: readonly unknown[], of?: number): Finding {
  const [first] = found
  const example = first === undefined ? '' : `, for example ${JSON.stringify(first).slice(0, 300)}`
  return {
    what,
    isGood: found.length === 0,
    figure: `${found.length}${of === undefined ? '' : ` of ${of}`}${example}`,
  }
}

/** At a time when no work can still be in flight. */
function later(ctx: Context): Context {
  return { ...ctx, now: () => new Date(Date.now() + 10 * 60_000) }
}

function operations(): Context {
  const actor = LOCAL_USERS.find(({ role }) => role === 'ops')
  if (!actor) throw new Error('The sandbox has no user in operations')
  const { accounts, organizationIds } = config().accountsFile
  return {
    actor,
    accounts,
    organizationIds,
    db: getDb,
    aws: awsFor(actor.id, accounts),
    now: () => new Date(),
  }
}

function sidsOf(policy: string | null | undefined): string[] {
  if (!policy) return []
  const { Statement } = JSON.parse(policy)
  return [Statement].flat().map(({ Sid }: { Sid?: string }) => Sid ?? '')
}

async function texts(ctx: Context): Promise<string[]> {
  const { rows } = Object(
    await (await ctx.db()).execute(
      sql`select after from audit_records where outcome = 'done' and action = 'permissions.save' and after is not null`,
    ),
  )
  return rows.map(({ after }: { after: string }) => after)
}

/** Repositories whose only statement is a request's, and was saved more than once. */
async function appliedTwice(ctx: Context): Promise<unknown[]> {
  const { rows } = Object(
    await (await ctx.db()).execute(
      sql`select repository from audit_records where outcome = 'done' and action = 'permissions.save'
        and repository ~ '^cwp/soak-.{36}$' group by repository having count(*) > 1`,
    ),
  )
  return rows
}
