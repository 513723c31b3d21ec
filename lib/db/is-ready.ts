import 'server-only'
import { sql } from 'drizzle-orm'
import { log } from '@/lib/runtime/log'
import { within } from '@/lib/runtime/timeout'
import { getDb } from './db'

const PATIENCE_MS = 1000

let asking: Promise<boolean> | undefined

/** Whether the database answers within a second. Callers at the same time share one query. */
export async function isDbReady(): Promise<boolean> {
  asking ??= ask().finally(() => {
    asking = undefined
  })
  return (await within(PATIENCE_MS, asking)) ?? false
}

async function ask(): Promise<boolean> {
  try {
    await (await getDb()).execute(sql`select 1`)
    return true
  } catch (error) {
    log.warn({ err: error }, 'the database isn’t responding')
    return false
  }
}
