import 'server-only'
import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { databaseTemplate } from './database-template'

/** A new database, migrated when it is an embedded one, and a place for what else a portal keeps. */
type TestDatabase = {
  /** Undefined for the embedded one. */
  url: string | undefined
  /** Where a portal keeps its data. */
  directory: string
  /** Where in it an embedded database is. */
  embedded: string
  drop: () => Promise<void>
}

/** Where the real PostgreSQL is, in a run that started one (lib/testing/postgres-cluster.ts). */
const server = () => process.env.TEST_POSTGRES_URL

export async function newTestDatabase(): Promise<TestDatabase> {
  const directory = mkdtempSync(join(tmpdir(), 'ecr-portal-'))
  const embedded = join(directory, 'database')
  const removeDirectory = () => rmSync(directory, { recursive: true, force: true })
  const at = server()
  if (!at) {
    cpSync(await databaseTemplate(), embedded, { recursive: true })
    return { url: undefined, directory, embedded, drop: async () => removeDirectory() }
  }
  const name = `test-${randomUUID()}`
  await onServer(`create database "${name}"`)
  return {
    url: Object.assign(new URL(at), { pathname: `/${name}` }).href,
    directory,
    embedded,
    async drop() {
      await onServer(`drop database "${name}" with (force)`)
      removeDirectory()
    },
  }
}

/** Runs one statement as the server's superuser. */
export async function onServer(statement: string, url = server()): Promise<void> {
  // A test may have made the server read-only, and this has to end it.
  const client = new Client({ connectionString: url, options: '-c default_transaction_read_only=off' })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
