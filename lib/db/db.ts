import 'server-only'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle as server } from 'drizzle-orm/node-postgres'
import { migrate as migrateServer } from 'drizzle-orm/node-postgres/migrator'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { drizzle as embedded } from 'drizzle-orm/pglite'
import { migrate as migrateEmbedded } from 'drizzle-orm/pglite/migrator'
import { Pool } from 'pg'
import { config } from '@/lib/config/config'
import { ownDirectory } from '@/lib/own-directory'
import * as schema from './schema'

export type Db = PgDatabase<PgQueryResultHKT, typeof schema>

type OpenDb = { db: Db; migrate: () => Promise<void>; close: () => Promise<void> }

const MIGRATIONS = { migrationsFolder: 'lib/db/migrations' }
const MIGRATION_LOCK = 4_510_2015

/** Opens PostgreSQL when a URL is given, else the embedded one in the directory. */
async function openDb(where: { url: string | undefined; directory: string }): Promise<OpenDb> {
  return where.url ? openServer(where.url) : openEmbedded(where.directory)
}

async function openServer(url: string): Promise<OpenDb> {
  const pool = new Pool({ connectionString: url, max: 10 })
  async function migrate() {
    // Two processes that migrate at once collide in PostgreSQL's own catalogue; the lock makes the second one wait.
    const client = await pool.connect()
    try {
      await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
      await migrateServer(server(client), MIGRATIONS)
    } finally {
      client.release(true)
    }
  }
  return { db: server(pool, { schema }), migrate, close: () => pool.end() }
}

async function openEmbedded(directory: string): Promise<OpenDb> {
  // PGlite opened twice on one directory loses acknowledged rows without an error.
  const { release } = await ownDirectory(directory)
  const client = await PGlite.create(join(/* turbopackIgnore: true */ directory, 'pg'), {
    relaxedDurability: false,
    // PGlite reserves far more shared memory than an embedded database needs unless it is told otherwise.
    postgresqlconf: ['shared_buffers=16MB'],
  })
  const db = embedded(client, { schema })
  return {
    db,
    migrate: () => migrateEmbedded(db, MIGRATIONS),
    async close() {
      await client.close()
      release()
    },
  }
}

// One connection for the process: the development server loads modules several times, globalThis stays.
const held = globalThis as typeof globalThis & { portalDb?: Promise<OpenDb> }

export async function getDb(): Promise<Db> {
  held.portalDb ??= openDb(databaseOf(config())).catch((error: unknown) => {
    held.portalDb = undefined
    throw error
  })
  return (await held.portalDb).db
}

/** Creates the configured database if there is none, and brings its schema up to date. */
export async function prepareDb(): Promise<void> {
  const { migrate, close } = await openDb(databaseOf(config()))
  await migrate()
  await close()
}

/** Closes this process's connection, for the end of the process. */
export async function closeDb(): Promise<void> {
  const opened = await held.portalDb
  held.portalDb = undefined
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
