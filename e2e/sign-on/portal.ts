import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request as forward } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import type { People } from '../../lib/accounts/model'
import { startTestProvider, type TestPerson, type TestProvider } from '../../lib/auth/test-provider'
import { startCluster } from '../../lib/tools/launch/cluster.mjs'
import { withoutAws } from '../../lib/tools/launch/environment.mjs'
import { freePort } from '../../lib/tools/launch/ports.mjs'
import { installedPostgres } from '../../lib/tools/launch/postgres.mjs'
import { certificateOfLocalhost } from './certificate'

const root = fileURLToPath(new URL('../..', import.meta.url))

export type SignOnPortal = {
  url: string
  provider: TestProvider
  /** Ends the database as a crash would, and starts it again. */
  database: { crash: () => Promise<void>; start: () => Promise<void> }
  /** Runs a statement in the portal's database. */
  query: (statement: string, values?: unknown[]) => Promise<Record<string, unknown>[]>
  /** Runs one of the package's scripts beside the portal; answers with what it printed. */
  script: (...args: string[]) => Promise<string>
  /** What the portal has logged. */
  log: () => string
  stop: () => Promise<void>
}

/**
 * The portal as it runs for real: in aws mode, on PostgreSQL, behind a proxy that speaks https, with people from an
 * OpenID provider. Only AWS is missing. Undefined where there is no PostgreSQL.
 */
export async function startSignOnPortal(wanted: {
  people: People
  known: TestPerson[]
}): Promise<SignOnPortal | undefined> {
  if (!installedPostgres()) return undefined
  const cluster = await startCluster()
  const directory = mkdtempSync(join(tmpdir(), 'portal-sign-on-'))
  const tls = certificateOfLocalhost()
  const port = await freePort()
  const proxy = await startProxy(port, tls)
  const url = `https://localhost:${proxy.port}`
  const provider = await startTestProvider({
    people: wanted.known,
    redirectUri: `${url}/api/auth/callback/oidc`,
    tls,
    // What most people forget when they set a provider up.
    groupsIn: 'userinfo',
  })
  const accounts = JSON.parse(readFileSync(join(root, 'lib/accounts/accounts.json'), 'utf8'))
  writeFileSync(join(directory, 'accounts.json'), JSON.stringify({ ...accounts, people: wanted.people }))
  writeFileSync(join(directory, 'ca.pem'), tls.cert)
  const env = {
    ...withoutAws(process.env),
    NODE_EXTRA_CA_CERTS: join(directory, 'ca.pem'),
    PORTAL_MODE: 'aws',
    PORT: String(port),
    PORTAL_HOST: '127.0.0.1',
    PORTAL_BASE_URL: url,
    PORTAL_DATA_DIR: directory,
    PORTAL_ACCOUNTS_FILE: join(directory, 'accounts.json'),
    DATABASE_URL: cluster.url,
    PORTAL_AUDIT_KEY: 'only-for-tests-only-for-tests-only-for-tests',
    NEXTAUTH_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.client.id,
    OIDC_CLIENT_SECRET: provider.client.secret,
  }
  let log = ''
  const portal = run(['lib/tools/launch/start.mjs'], env, (text) => {
    log += text
  })

  async function stop() {
    portal.kill('SIGTERM')
    await once(portal, 'exit')
    proxy.stop()
    await provider.goAway()
    await cluster.remove()
    rmSync(directory, { recursive: true, force: true })
  }

  await ready(portal, () => log)
  return {
    url,
    provider,
    database: cluster,
    async query(statement, values) {
      const client = new Client({ connectionString: cluster.url })
      await client.connect()
      try {
        return (await client.query(statement, values)).rows
      } finally {
        await client.end()
      }
    },
    async script(...args) {
      let printed = ''
      const child = run(['--conditions=react-server', '--import', 'tsx', ...args], env, (text) => {
        printed += text
      })
      await once(child, 'exit')
      return printed
    },
    log: () => log,
    stop,
  }
}

function run(
  args: string[],
  env: Record<string, string | undefined>,
  said: (text: string) => void,
): ChildProcess {
  // Next's types demand a NODE_ENV of every environment; a process needs none.
  const child = spawn(process.execPath, args, { cwd: root, env: env as NodeJS.ProcessEnv })
  child.stdout.setEncoding('utf8').on('data', said)
  child.stderr.setEncoding('utf8').on('data', said)
  return child
}

async function ready(portal: ChildProcess, log: () => string): Promise<void> {
  const ended = once(portal, 'exit').then(() => {
    throw new Error(`the portal did not start:\n${log()}`)
  })
  const printed = new Promise<void>((resolve) => {
    portal.stdout?.on('data', () => log().includes('ECR Portal is ready') && resolve())
  })
  await Promise.race([printed, ended])
}

/** What stands before a portal: it ends https, and says so. */
async function startProxy(to: number, tls: { key: string; cert: string }) {
  const server = createServer(tls, (incoming, outgoing) => {
    const { method, url, headers } = incoming
    const onward = forward(
      {
        host: '127.0.0.1',
        port: to,
        method,
        path: url,
        headers: { ...headers, 'x-forwarded-proto': 'https' },
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      },
    )
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    // What listens on a port has an address with one.
    port: (server.address() as AddressInfo).port,
    stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}
