import { ECRServiceException } from '@aws-sdk/client-ecr'
import identities from './seed/identities.json' with { type: 'json' }

type Settings = {
  region: string
  endpoint: string
  maxAttempts: number
  credentials: { accessKeyId: string; secretAccessKey: string }
}

/** The key pair of a user of the seed. */
export function keysOf(account: string, user: string): { accessKeyId: string; secretAccessKey: string } {
  const key = identities.accounts
    .find(({ name }) => name === account)
    ?.users.find(({ name }) => name === user)?.accessKeys[0]
  if (!key) throw new Error(`The seed has no keys of ${user} in ${account}`)
  return { accessKeyId: key.id, secretAccessKey: key.secret }
}

/** A client of the SDK that talks to the sandbox as a user of the seed. */
export function clientOf<T>(
  Client: new (settings: Settings) => T,
  endpoint: string,
  account: string,
  user: string,
  region = 'us-west-2',
): T {
  return new Client({ region, endpoint, maxAttempts: 1, credentials: keysOf(account, user) })
}

/** The name, message and HTTP status of AWS's refusal. Throws if the call was not refused. */
export async function refusalOf(
  call: Promise<unknown>,
): Promise<{ name: string; message: string; status: number | undefined }> {
  const error: unknown = await call.then(
    () => new Error('the call was not refused'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof ECRServiceException)) throw error
  return { name: error.name, message: error.message, status: error.$metadata.httpStatusCode }
}
