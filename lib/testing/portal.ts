import 'server-only'
import { LOCAL_USERS } from '@/lib/auth/local-users'
import { awsFor } from '@/lib/aws/aws'
import { config } from '@/lib/config/config'
import type { Context } from '@/lib/context'
import { closeDb, getDb } from '@/lib/db/db'
import { closeInventory } from '@/lib/inventory/get-inventory'
import { createRepository } from '@/lib/repositories/create-repository'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { startSandbox } from '@/lib/sandbox/server'
import { keysOf } from '@/lib/sandbox/test-clients'
import { newTestDatabase } from './database'

type User = 'cwp-engineer' | 'hpid-engineer' | 'ops-reviewer'

const DEV = { account: '252775557553', region: 'us-west-2' }

export type TestPortal = {
  /** The context of one of the sandbox's people. */
  as: (user: User) => Context
  endpoint: string
  /** Creates a repository of its own in hp-id-dev for a test, as cwp-engineer. */
  newRepository: () => Promise<RepositoryRef>
  close: () => Promise<void>
}

/**
 * Everything below the pages, for one test file: a sandbox, an empty migrated database, and this process's environment
 * set to them. The verbs then run as they do in the portal, with the real SDK over HTTP.
 */
export async function startTestPortal(): Promise<TestPortal> {
  const database = await newTestDatabase()
  const sandbox = await startSandbox({ seed: 'full' })
  const keys = keysOf('hp-id-prod', 'ecr-portal')
  Object.assign(process.env, {
    PORTAL_DATA_DIR: database.directory,
    DATABASE_URL: database.url ?? '',
    PORTAL_MODE: 'sandbox',
    NEXTAUTH_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
    PORTAL_AUDIT_KEY: 'only-for-tests-only-for-tests-only-for-tests',
    AWS_ENDPOINT_URL: sandbox.endpoint,
    AWS_REGION: 'us-west-2',
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  })
  const { accounts, organizationIds } = config().accountsFile
  let made = 0
  function as(user: User): Context {
    const actor = LOCAL_USERS.find(({ name }) => name === user)
    if (!actor) throw new Error(`There is no local user ${user}`)
    return {
      actor,
      accounts,
      organizationIds,
      db: getDb,
      aws: awsFor(actor.id, accounts),
      now: () => new Date(),
    }
  }
  return {
    as,
    endpoint: sandbox.endpoint,
    async newRepository() {
      made += 1
      const ref = { ...DEV, name: `cwp/of-a-test-${made}` }
      const wanted = {
        registries: [DEV],
        name: ref.name,
        mutability: 'MUTABLE',
        scanOnPush: false,
        encryption: 'AES256',
      }
      const [creation] = await createRepository(as('cwp-engineer'), wanted)
      if (creation?.outcome !== 'created') throw new Error(`${ref.name} was not created`)
      return ref
    },
    async close() {
      closeInventory()
      await closeDb()
      await sandbox.close()
      await database.drop()
    },
  }
}
