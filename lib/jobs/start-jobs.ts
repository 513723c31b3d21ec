import 'server-only'
import { readHead } from '@/lib/audit/append'
import { newestHolds } from '@/lib/audit/verify-chain'
import { config } from '@/lib/config/config'
import { portalContext } from '@/lib/request-context'
import { log, logFailure } from '@/lib/runtime/log'
import { onePerProcess } from '@/lib/runtime/one-per-process'
import { settleIntents } from './reconcile-intents'

const SETTLE_EVERY_MS = 3 * 60_000
const LOG_HEAD_EVERY_MS = 24 * 60 * 60_000

/** What the portal does by itself, from its start on. */
export function startJobs(): void {
  onePerProcess('jobs', () => {
    repeat(SETTLE_EVERY_MS, 'open intents were not looked for', () => settleIntents(portalContext()))
    repeat(LOG_HEAD_EVERY_MS, 'the head of the audit records was not read', logHead)
  })
}

/** The log leaves the machine, so beside it can be seen whether records were cut off or written anew. */
async function logHead(): Promise<void> {
  const db = await portalContext().db()
  const { id, hash } = await readHead(db)
  log.info({ auditHead: `${id}:${hash}` }, 'the head of the audit records')
  if (!(await newestHolds(db, config().auditKey)))
    log.error({ id }, 'the newest audit record does not fit PORTAL_AUDIT_KEY; run npm run audit:verify')
}

function repeat(everyMs: number, whatFailed: string, work: () => Promise<void>): void {
  void logFailure(work(), whatFailed).then(() =>
    setTimeout(repeat, everyMs, everyMs, whatFailed, work).unref(),
  )
}
