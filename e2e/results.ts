import { fileURLToPath } from 'node:url'

const results = new URL('../.test-results/', import.meta.url)

/** What the portals of a run have logged: one file for each worker. */
export const LOGS = fileURLToPath(new URL('logs', results))

/** A data directory with a database that has its tables and no rows. */
export const EMPTY_DATA = fileURLToPath(new URL('empty-data', results))
