import 'server-only'
import { join } from 'node:path'
import { LOCAL_USERS } from '@/lib/auth/local-users'
import { type Config, ConfigurationError, loadConfig } from '@/lib/config/config'

/** The settings that the launcher needs. */
export type Settings = Pick<
  Config,
  'mode' | 'host' | 'port' | 'sandboxPort' | 'dataDirectory' | 'baseUrl' | 'drainSeconds'
> & {
  /** Who can sign in without a password. */
  localUsers: string[]
  /** Where the portal's log is appended; undefined: it stays on standard error. */
  logFile: string | undefined
}

// The launcher is plain JavaScript that runs before anything is installed, so it runs this script in a separate process to
// get what only TypeScript code knows.
try {
  const { mode, host, port, sandboxPort, dataDirectory, baseUrl, drainSeconds, log } = loadConfig(
    withSecrets(process.env),
  )
  const localUsers = mode === 'sandbox' ? LOCAL_USERS.map(({ name }) => name) : []
  const settings: Settings = {
    mode,
    host,
    port,
    sandboxPort,
    dataDirectory,
    baseUrl,
    drainSeconds,
    localUsers,
    logFile: log === 'file' ? join(dataDirectory, 'portal.log') : undefined,
  }
  console.log(JSON.stringify(settings))
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error
  console.error(error.message)
  process.exitCode = 1
}

/** The launcher makes the sandbox's secrets itself, as soon as it knows the data directory. */
function withSecrets(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (environment.PORTAL_MODE === 'aws') return environment
  const made = 'made by the launcher in the data directory'
  return {
    ...environment,
    NEXTAUTH_SECRET: environment.NEXTAUTH_SECRET || made,
    PORTAL_AUDIT_KEY: environment.PORTAL_AUDIT_KEY || made,
  }
}
