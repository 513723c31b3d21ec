import { execFileSync } from 'node:child_process'
import accounts from '../lib/accounts/accounts.json' with { type: 'json' }
import { startCluster } from '../lib/tools/launch/cluster.mjs'
import { freePort } from '../lib/tools/launch/ports.mjs'
import { installedPostgres } from '../lib/tools/launch/postgres.mjs'
import { type Container, startContainer } from './container'
import { expect, test } from './fixtures'
import { GIVEN, secretsIn } from './secrets'

test.describe.configure({ mode: 'serial' })
test.skip(!installedPostgres(), 'There is no PostgreSQL here for the container to use.')

let cluster: Awaited<ReturnType<typeof startCluster>>
let container: Container
let origin = ''

test.beforeAll(async () => {
  const people = { groups: [{ name: 'operations', role: 'ops' }] }
  execFileSync(process.execPath, ['--import', 'tsx', 'lib/tools/launch/bundle-commands.ts'])
  cluster = await startCluster()
  const port = await freePort()
  origin = `http://127.0.0.1:${port}`
  container = startContainer(
    {
      PORT: String(port),
      HOSTNAME: '127.0.0.1',
      PORTAL_BASE_URL: 'https://ecr.example.com',
      PORTAL_ACCOUNTS_FILE: 'accounts.json',
      DATABASE_URL: cluster.url,
      NEXTAUTH_SECRET: GIVEN.NEXTAUTH_SECRET,
      PORTAL_AUDIT_KEY: GIVEN.PORTAL_AUDIT_KEY,
      OIDC_ISSUER: 'https://login.example.com',
      OIDC_CLIENT_ID: 'ecr-portal',
      OIDC_CLIENT_SECRET: GIVEN.OIDC_CLIENT_SECRET,
    },
    { 'accounts.json': JSON.stringify({ ...accounts, people }) },
    cluster.account,
  )
})

test.afterAll(async () => {
  container?.remove()
  await cluster?.remove()
})

/** The status of its answer, and 0 for none. */
const statusOf = (path: string) =>
  fetch(origin + path).then(
    ({ status }) => status,
    () => 0,
  )

test('it becomes ready with an empty database, and serves the sign-in page with all its files', async () => {
  // Only for what hangs: it starts while everything else on the machine works, too.
  test.setTimeout(120_000)
  await expect.poll(() => statusOf('/healthz'), { timeout: 100_000 }).toBe(200)
  await expect.poll(() => statusOf('/readyz')).toBe(200)
  const page = await (await fetch(`${origin}/sign-in`)).text()
  expect(page).toContain('single sign-on')
  const files = [...new Set([...page.matchAll(/\/_next\/static\/[^"'\\ ]+/g)].map(([path]) => path))]
  expect(files.length).toBeGreaterThan(5)
  for (const file of [...files, '/favicon.ico', '/.well-known/security.txt'])
    expect(await statusOf(file), file).toBe(200)
})

test('it uses its configured URL, not the one it was called by', async () => {
  const providers = await (await fetch(`${origin}/api/auth/providers`)).text()
  expect(providers).toContain('https://ecr.example.com/api/auth/callback/oidc')
})

test('the administration commands run in it', () => {
  const sessions = container.node('commands/sessions.mjs')
  expect(sessions, sessions.stderr).toMatchObject({ status: 0, stdout: 'Nobody is signed in.\n' })
  const verified = container.node('commands/audit-verify.mjs')
  expect(verified, verified.stderr).toMatchObject({
    status: 0,
    stdout: 'There are no records to check yet.\n',
  })
  const roles = container.node('commands/roles.mjs', 'hp-id-dev')
  expect(roles.status, roles.stderr).toBe(0)
  expect(Object.keys(JSON.parse(roles.stdout).Resources)).toHaveLength(2)
})

test('without its database it is live but not ready, logs no secret, and recovers', async () => {
  await cluster.crash()
  await expect.poll(() => statusOf('/readyz')).toBe(503)
  expect(await statusOf('/healthz')).toBe(200)
  await cluster.start()
  await expect.poll(() => statusOf('/readyz')).toBe(200)
  expect(container.log()).toContain('the database isn’t responding')
  expect(secretsIn(container.log(), [new URL(cluster.url).password])).toEqual([])
})

test('it exits on SIGTERM', async () => {
  await container.stop()
  expect(await statusOf('/healthz')).toBe(0)
})

test('with an invalid configuration it lists every error, and exits', async () => {
  const wrong = startContainer({ PORT: new URL(origin).port, HOSTNAME: '127.0.0.1' }, {}, cluster.account)
  try {
    const [code] = await wrong.ended
    expect(code).not.toBe(0)
    for (const name of ['DATABASE_URL', 'NEXTAUTH_SECRET', 'OIDC_ISSUER']) expect(wrong.log()).toContain(name)
  } finally {
    wrong.remove()
  }
})
