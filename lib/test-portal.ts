import 'server-only'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LOCAL_USERS } from '@/lib/auth/local-users'
import { awsFor } from '@/lib/aws/aws'
import { config } from '@/lib/config/config'
import type { Context } from '@/lib/context'
import { closeDb, getDb, prepareDb } from '@/lib/db/db'
import { startSandbox } from '@/lib/sandbox/server'
import { keysOf } from '@/lib/sandbox/test-clients'

export type TestPortal = {
  /** The context of one of the sandbox's people. */
  as: (user: 'cwp-engineer' | 'hpid-engineer' | 'ops-reviewer') => Context
  endpoint: string
  close: () => Promise<void>
}

/**
 * Everything below the pages, for one test file: a sandbox, an empty migrated database, and this process's environment
 * set to them. The verbs then run as they do in the portal, with the real SDK over HTTP.
 */
export async function startTestPortal(): Promise<TestPortal> {
  const directory = mkdtempSync(join(tmpdir(), 'ecr-portal-'))
  const sandbox = await startSandbox({ seed: 'full' })
  const keys = keysOf('hp-id-prod', 'ecr-portal')
  Object.assign(process.env, {
    PORTAL_DATA_DIR: directory,
    PORTAL_MODE: 'sandbox',
    NEXTAUTH_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
    AWS_ENDPOINT_URL: sandbox.endpoint,
    AWS_REGION: 'us-west-2',
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  })
  await prepareDb()
  const { accounts } = config().accountsFile
  return {
    endpoint: sandbox.endpoint,
    as(user) {
      const actor = LOCAL_USERS.find(({ name }) => name === user)
      if (!actor) throw new Error(`There is no local user ${user}`)
      return { actor, accounts, db: getDb, aws: awsFor(actor.id, accounts), now: () => new Date() }
    },
    async close() {
      await closeDb()
      await sandbox.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
