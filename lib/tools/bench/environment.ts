import type { Environment } from '@/lib/tools/launch/children.mjs'
import { portalEnvironment, sandboxEnvironment, withoutAws } from '@/lib/tools/launch/environment.mjs'

export type Place = {
  port: number
  endpoint: string
  directory: string
  /** Without one it is the embedded database. */
  databaseUrl?: string
}

/** What a portal is given that is nobody's but the bench's: nothing of how the caller runs their own. */
export function benchEnvironment({ port, endpoint, directory, databaseUrl = '' }: Place): Environment {
  const baseUrl = `http://127.0.0.1:${port}`
  const sandboxPort = Number(new URL(endpoint).port)
  const own = {
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
    PORTAL_MODE: 'sandbox',
    PORTAL_HOST: '127.0.0.1',
    PORTAL_BASE_URL: baseUrl,
    PORTAL_DATA_DIR: directory,
    PORTAL_ACCOUNTS_FILE: '',
    DATABASE_URL: databaseUrl,
    NEXTAUTH_SECRET: '',
    PORTAL_AUDIT_KEY: '',
    PORTAL_METRICS_TOKEN: '',
    PORTAL_DRAIN_SECONDS: '',
    PORTAL_LOG: '',
  }
  return portalEnvironment(
    { ...process.env, ...own },
    {
      mode: 'sandbox',
      host: '127.0.0.1',
      port,
      sandboxPort,
      dataDirectory: directory,
      baseUrl,
      drainSeconds: 0,
      localUsers: [],
      logFile: undefined,
    },
    false,
  )
}

/** Gives this process what a portal is given, so that the portal's own code runs in it. */
export function becomePortal(place: Place): void {
  const wanted = benchEnvironment(place)
  for (const name of Object.keys(process.env)) if (!(name in wanted)) delete process.env[name]
  Object.assign(process.env, wanted)
}

export function sandboxProcessEnvironment(port: number, directory: string): Environment {
  return sandboxEnvironment(
    { ...process.env, PORTAL_MODE: 'sandbox' },
    {
      mode: 'sandbox',
      host: '127.0.0.1',
      port: 0,
      sandboxPort: port,
      dataDirectory: directory,
      baseUrl: '',
      drainSeconds: 0,
      localUsers: [],
      logFile: undefined,
    },
  )
}

/** For the aws CLI: nothing of the caller's own AWS, and nowhere to look for it. */
export function commandLineEnvironment(own: Environment): Environment {
  return { ...withoutAws(process.env), ...own }
}

/** For a process that serves the reference. */
export function productionEnvironment(): Environment {
  return { ...withoutAws(process.env), NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
}
