import 'server-only'
import { sql } from 'drizzle-orm'
import { log } from '@/lib/runtime/log'
import { getDb } from './db'

const PATIENCE_MS = 1000

let asking: Promise<boolean> | undefined

/** Whether the database answers within a second. However many ask at once, it is asked once. */
export async function isDbReady(): Promise<boolean> {
  asking ??= ask().finally(() => {
    asking = undefined
  })
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS)
  })
  return Promise.race([asking, tooLong]).finally(() => clearTimeout(timer))
}

async function ask(): Promise<boolean> {
  try {
    await (await getDb()).execute(sql`select 1`)
    return true
  } catch (error) {
    log.warn({ err: error }, 'the database does not answer')
    return false
  }
}
