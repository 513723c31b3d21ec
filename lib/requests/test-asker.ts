import { LOCAL_USERS } from '@/lib/auth/local-users'
import { awsFor } from '@/lib/aws/aws'
import { config } from '@/lib/config/config'
import { getDb } from '@/lib/db/db'
import { createRequest } from './create-request'
import { asking } from './test-request'

// Runs in its own process, to be killed: it requests access as fast as it can and prints the number of each
// acknowledged request.
const [actor] = LOCAL_USERS
if (!actor) throw new Error('There is no local user')
const { accounts, organizationIds } = config().accountsFile
const ctx = {
  actor,
  accounts,
  organizationIds,
  db: getDb,
  aws: awsFor(actor.id, accounts),
  now: () => new Date(),
}

const CONSUL = { account: '252775557553', region: 'us-west-2', name: 'cwp/consul' }

async function askForEver(): Promise<never> {
  for (;;) {
    const id = await createRequest(ctx, asking(CONSUL))
    process.stdout.write(`${id}\n`)
  }
}

await Promise.all(Array.from({ length: 4 }, askForEver))
