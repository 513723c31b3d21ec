import identities from './seed/identities.json'

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
