import 'server-only'
import { readHead } from '@/lib/audit/append'
import { newestHolds } from '@/lib/audit/verify-chain'
import { config } from '@/lib/config/config'
import { portalContext } from '@/lib/request-context'
import { log, logFailure } from '@/lib/runtime/log'
import { onePerProcess } from '@/lib/runtime/one-per-process'
import { reconcileIntents } from './reconcile-intents'

const RECONCILE_EVERY_MS = 3 * 60_000
const LOG_HEAD_EVERY_MS = 24 * 60 * 60_000

/** Starts what the portal does by itself, once. */
export function startJobs(): void {
  onePerProcess('jobs', () => {
    repeat(RECONCILE_EVERY_MS, 'open intents could not be reconciled', () =>
      reconcileIntents(portalContext()),
    )
    repeat(LOG_HEAD_EVERY_MS, 'the head of the audit log could not be read', logHead)
  })
}

/** Logs leave the machine, so a record that was removed or rewritten later can be noticed by comparing with them. */
async function logHead(): Promise<void> {
  const db = await portalContext().db()
  const { id, hash } = await readHead(db)
  log.info({ auditHead: `${id}:${hash}` }, 'the head of the audit log')
  if (!(await newestHolds(db, config().auditKey)))
    log.error({ id }, 'the newest audit record does not match PORTAL_AUDIT_KEY; run npm run audit:verify')
}

function repeat(everyMs: number, failure: string, work: () => Promise<void>): void {
  void logFailure(work(), failure).then(() => setTimeout(repeat, everyMs, everyMs, failure, work).unref())
}
