import 'server-only'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle as server } from 'drizzle-orm/node-postgres'
import { migrate as migrateServer } from 'drizzle-orm/node-postgres/migrator'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { drizzle as embedded } from 'drizzle-orm/pglite'
import { migrate as migrateEmbedded } from 'drizzle-orm/pglite/migrator'
import { Client } from 'pg'
import { config } from '@/lib/config/config'
import { lockDirectory } from '@/lib/runtime/directory-lock'
import { onePerProcess } from '@/lib/runtime/one-per-process'
import { CONNECT_MS, openPool } from './pool'
import * as schema from './schema'

export type Db = PgDatabase<PgQueryResultHKT, typeof schema>

export type OpenDb = { db: Db; close: () => Promise<void> }

const MIGRATIONS = { migrationsFolder: 'lib/db/migrations' }
const MIGRATION_LOCK = 4_510_2015
const MIGRATION_MS = 60_000

/** Opens PostgreSQL if a URL is given, otherwise the embedded one in the directory, and migrates it. */
export async function openDb(where: { url: string | undefined; directory: string }): Promise<OpenDb> {
  return where.url ? openServer(where.url) : openEmbedded(where.directory)
}

async function openServer(url: string): Promise<OpenDb> {
  await migrate(url)
  const pool = openPool(url)
  return { db: server(pool, { schema }), close: () => pool.end() }
}

/** On a connection of its own: a migration may take longer than the portal's statements, and so may waiting for one. */
async function migrate(url: string): Promise<void> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: MIGRATION_MS,
  })
  client.on('error', () => {})
  await client.connect()
  try {
    if (await isMigrated(client)) return
    // Two processes that migrate at once collide in PostgreSQL's own catalogue; the lock makes the second one wait.
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await migrateServer(server(client), MIGRATIONS)
  } finally {
    // Not awaited: a dead server closes no connection.
    void client.end().catch(() => {})
  }
}

/** Checked first, because drizzle writes even when there is nothing to migrate, and a read-only database refuses that. */
async function isMigrated(client: Client): Promise<boolean> {
  const journal = await client.query("select to_regclass('drizzle.__drizzle_migrations') as name")
  if (journal.rows[0].name === null) return false
  const { rows } = await client.query('select max(created_at) as newest from drizzle.__drizzle_migrations')
  return (
    Number(rows[0].newest) >= Math.max(...readMigrationFiles(MIGRATIONS).map((each) => each.folderMillis))
  )
}

async function openEmbedded(directory: string): Promise<OpenDb> {
  // PGlite opened twice on one directory loses acknowledged rows without an error.
  const { release } = await lockDirectory(directory)
  const client = await PGlite.create(join(/* turbopackIgnore: true */ directory, 'pg'), {
    relaxedDurability: false,
    // PGlite reserves far more shared memory than an embedded database needs unless it is told otherwise.
    postgresqlconf: ['shared_buffers=16MB'],
  })
  const db = embedded(client, { schema })
  await migrateEmbedded(db, MIGRATIONS)
  return {
    db,
    async close() {
      await client.close()
      release()
    },
  }
}

const connection = onePerProcess('database', (): { opening?: Promise<OpenDb> | undefined } => ({}))

/** The configured database. If it couldn't be opened, the next caller tries again. */
export async function getDb(): Promise<Db> {
  connection.opening ??= openDb(databaseOf(config())).catch((error: unknown) => {
    connection.opening = undefined
    throw error
  })
  return (await connection.opening).db
}

/** Creates the configured database if it doesn't exist, and migrates it. */
export async function prepareDb(): Promise<void> {
  const { close } = await openDb(databaseOf(config()))
  await close()
}

/** Closes this process's connection before the process ends. */
export async function closeDb(): Promise<void> {
  const opened = await connection.opening
  connection.opening = undefined
  await opened?.close()
}

function databaseOf({
  databaseUrl,
  dataDirectory,
}: {
  databaseUrl: string | undefined
  dataDirectory: string
}) {
  return { url: databaseUrl, directory: join(/* turbopackIgnore: true */ dataDirectory, 'database') }
}
