import 'server-only'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import seed from '@/lib/accounts/accounts.json'
import { AccountsFile, type People } from '@/lib/accounts/model'

const Port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port, a number from 1 to 65535')
  .transform(Number)
  .refine((port) => port >= 1 && port <= 65_535, 'must be a port, a number from 1 to 65535')
const text = z.string().trim().min(1)

/** An address with nothing after host and port, as the origin that browsers send, in lower case. */
function origin(protocol: RegExp, error: string) {
  return z
    .url({ protocol, error, abort: true })
    .transform((address) => new URL(address))
    .refine(
      ({ origin, href }) => href === `${origin}/`,
      'must be an origin, such as https://ecr.example.com, without a path, query or fragment',
    )
    .transform((address) => address.origin)
}

const AWS_DRAIN_SECONDS = 5

const Common = {
  PORT: Port.default(3000),
  PORTAL_HOST: text.default('127.0.0.1'),
  PORTAL_DATA_DIR: text.default('.data'),
  PORTAL_ACCOUNTS_FILE: text.optional(),
  NEXTAUTH_SECRET: text.min(32, 'must have at least 32 characters'),
  PORTAL_AUDIT_KEY: text.min(32, 'must have at least 32 characters'),
  PORTAL_DRAIN_SECONDS: z
    .string()
    .regex(/^\d{1,3}$/, 'must be a number of seconds, from 0 to 999')
    .transform(Number)
    .optional(),
  PORTAL_METRICS_TOKEN: text.min(32, 'must have at least 32 characters').optional(),
  PORTAL_LOG: z.enum(['file', 'stderr'], 'must be file or stderr').optional(),
}

const SandboxEnvironment = z.object({
  ...Common,
  PORTAL_MODE: z.literal('sandbox'),
  SANDBOX_PORT: Port.default(4510),
  PORTAL_BASE_URL: origin(/^https?$/, 'must be an http:// or https:// address').optional(),
  DATABASE_URL: text.optional(),
})

const AwsEnvironment = z.object({
  ...Common,
  PORTAL_MODE: z.literal('aws'),
  PORTAL_BASE_URL: origin(/^https$/, 'must be the https:// address that people open'),
  PORTAL_ACCOUNTS_FILE: text,
  DATABASE_URL: text.regex(/^postgres(ql)?:\/\//, 'must start with postgresql://'),
  OIDC_ISSUER: z.url({ protocol: /^https$/, error: 'must be an https:// address' }),
  OIDC_CLIENT_ID: text,
  OIDC_CLIENT_SECRET: text,
  // With `offline_access` a provider issues a refresh token, which the portal needs to check sessions later.
  OIDC_SCOPE: text
    .regex(/(^| )openid( |$)/, 'must have openid in it')
    .default('openid profile email offline_access'),
  OIDC_GROUPS_CLAIM: text.default('groups'),
})

export type Config = {
  mode: 'sandbox' | 'aws'
  /** Whether this is `next dev`, whose tools need a looser content security policy. */
  development: boolean
  port: number
  host: string
  /** Where calls go instead of to AWS; never set in `aws` mode. */
  endpointUrl: string | undefined
  /** Only in `sandbox` mode. */
  sandboxPort: number | undefined
  dataDirectory: string
  /** The origin in people's address bar, without a trailing slash. */
  baseUrl: string
  databaseUrl: string | undefined
  secret: string
  /** Authenticates audit records; someone with write access to the database alone does not have it. */
  auditKey: string
  /** How long the process still serves after SIGTERM, so that load balancers notice that it is not ready. */
  drainSeconds: number
  /** Required to read `/metrics`; without one the page does not exist. */
  metricsToken: string | undefined
  /** Where the launcher sends the log. The portal itself only ever writes to standard error. */
  log: 'file' | 'stderr'
  /** Only in `aws` mode. */
  oidc: OidcConfig | undefined
  accountsFile: AccountsFile
}

export type OidcConfig = {
  issuer: string
  clientId: string
  clientSecret: string
  scope: string
  /** The claim with a person's groups, in the ID token or the answer of the userinfo endpoint. */
  groupsClaim: string
  people: People
}

/** Everything that is wrong with the configuration, in one message. */
export class ConfigurationError extends Error {}

/** Reads and checks the whole configuration. Throws a `ConfigurationError` that lists every problem. */
export function loadConfig(environment: Record<string, string | undefined>): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const mode = set.PORTAL_MODE ?? 'sandbox'
  const problems: string[] = []
  if (mode !== 'sandbox' && mode !== 'aws')
    problems.push(`PORTAL_MODE: must be sandbox or aws, not “${mode}”`)
  const parsed = (mode === 'aws' ? AwsEnvironment : SandboxEnvironment).safeParse({
    ...set,
    PORTAL_MODE: mode,
  })
  if (!parsed.success && problems.length === 0)
    for (const issue of parsed.error.issues) {
      const name = issue.path.join('.')
      problems.push(`${name}: ${set[name] === undefined ? 'is not set' : issue.message}`)
    }
  // An endpoint override would send real credentials elsewhere, so only the sandbox can have one.
  if (mode === 'aws')
    for (const name of Object.keys(set))
      if (name.startsWith('AWS_ENDPOINT_URL')) problems.push(`${name}: must not be set in aws mode`)

  const accountsFile = readAccounts(set.PORTAL_ACCOUNTS_FILE, problems)
  if (mode === 'aws' && accountsFile && !accountsFile.people)
    problems.push(`${set.PORTAL_ACCOUNTS_FILE ?? 'PORTAL_ACCOUNTS_FILE'}: people: is not set`)
  if (problems.length > 0 || !parsed.success || !accountsFile)
    throw new ConfigurationError(problems.join('\n'))

  const values = parsed.data
  const { people } = accountsFile
  const development = set.NODE_ENV === 'development'
  return {
    mode: values.PORTAL_MODE,
    development,
    port: values.PORT,
    host: values.PORTAL_HOST,
    endpointUrl: set.AWS_ENDPOINT_URL,
    sandboxPort: values.PORTAL_MODE === 'sandbox' ? values.SANDBOX_PORT : undefined,
    dataDirectory: resolve(/* turbopackIgnore: true */ values.PORTAL_DATA_DIR),
    baseUrl: values.PORTAL_BASE_URL ?? `http://localhost:${values.PORT}`,
    databaseUrl: values.DATABASE_URL,
    secret: values.NEXTAUTH_SECRET,
    auditKey: values.PORTAL_AUDIT_KEY,
    drainSeconds: values.PORTAL_DRAIN_SECONDS ?? (values.PORTAL_MODE === 'aws' ? AWS_DRAIN_SECONDS : 0),
    metricsToken: values.PORTAL_METRICS_TOKEN,
    log: values.PORTAL_LOG ?? (values.PORTAL_MODE === 'aws' || development ? 'stderr' : 'file'),
    oidc:
      values.PORTAL_MODE === 'aws' && people
        ? {
            issuer: values.OIDC_ISSUER,
            clientId: values.OIDC_CLIENT_ID,
            clientSecret: values.OIDC_CLIENT_SECRET,
            scope: values.OIDC_SCOPE,
            groupsClaim: values.OIDC_GROUPS_CLAIM,
            people,
          }
        : undefined,
    accountsFile,
  }
}

function readAccounts(file: string | undefined, problems: string[]): AccountsFile | undefined {
  let content: unknown = seed
  if (file) {
    try {
      content = JSON.parse(readFileSync(/* turbopackIgnore: true */ file, 'utf8'))
    } catch (error) {
      problems.push(`PORTAL_ACCOUNTS_FILE: ${error instanceof Error ? error.message : String(error)}`)
      return undefined
    }
  }
  const parsed = AccountsFile.safeParse(content)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues)
    problems.push(`${file ?? 'accounts.json'}: ${issue.path.join('.')}: ${issue.message}`)
  return undefined
}

/** The accounts file, for commands that need nothing else of the configuration. Throws a `ConfigurationError`. */
export function loadAccounts(): AccountsFile {
  const problems: string[] = []
  const file = readAccounts(process.env.PORTAL_ACCOUNTS_FILE || undefined, problems)
  if (!file) throw new ConfigurationError(problems.join('\n'))
  return file
}

let loaded: Config | undefined

/** The configuration of this process. */
export function config(): Config {
  loaded ??= loadConfig(process.env)
  return loaded
}
