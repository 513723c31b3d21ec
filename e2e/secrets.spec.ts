import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { expect, sessionOf, test, type User } from './fixtures'
import { GIVEN, secretsIn, secretsInScript } from './secrets'

const root = fileURLToPath(new URL('..', import.meta.url))
const STATIC = join(root, '.next/static')

const REPOSITORY = '/registries/872569379934/us-west-2/cwp:consul'
const ASKED = {
  account: '872569379934',
  region: 'us-west-2',
  repository: 'cwp/consul',
  awsUserName: 'arn:aws:iam::957591566260:user/ci',
  action: 'ecr:BatchGetImage',
}

/** For every page and route of the app's folder an address that is asked for; `#` is a request. */
const ADDRESSES: Record<string, string> = {
  '/': '/?q=consul',
  '/access': `/access?${new URLSearchParams(ASKED)}`,
  '/accounts': '/accounts',
  '/accounts/check': '/accounts/check?account=872569379934&region=us-west-2',
  '/activity': '/activity',
  '/activity/export/[format]': '/activity/export/json',
  '/api/auth/[...nextauth]': '/api/auth/csrf',
  '/guide': '/guide?account=872569379934&region=us-west-2&repository=cwp/consul',
  '/healthz': '/healthz',
  '/metrics': '/metrics',
  '/open': '/open?q=consul',
  '/readyz': '/readyz',
  '/registries/[account]/[region]': '/registries/872569379934/us-west-2',
  '/registries/[account]/[region]/[repository]': REPOSITORY,
  '/registries/[account]/[region]/[repository]/history': `${REPOSITORY}/history`,
  '/registries/[account]/[region]/[repository]/permissions': `${REPOSITORY}/permissions`,
  '/registries/[account]/[region]/[repository]/settings': `${REPOSITORY}/settings`,
  '/repositories': '/repositories',
  '/repositories/columns': '/repositories/columns',
  '/repositories/export/[format]': '/repositories/export/csv',
  '/repositories/look-alikes': '/repositories/look-alikes?name=cwp/consul',
  '/repositories/new': '/repositories/new?name=cwp/new',
  '/repositories/progress': '/repositories/progress?search=',
  '/repositories/search': '/repositories/search?q=consul',
  '/requests': '/requests?whose=everybody',
  '/requests/[id]': '/requests/#',
  '/requests/[id]/email': '/requests/#/email',
  '/requests/[id]/reply': '/requests/#/reply',
  '/sign-in': '/sign-in',
}

const POSTS = ['/accounts/check']

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
}

test('no static file contains a secret, a source map or server code', () => {
  const files = filesBelow(STATIC)
  expect(files.filter((file) => file.endsWith('.js')).length).toBeGreaterThan(20)
  expect(files.filter((file) => file.endsWith('.map'))).toEqual([])
  const found = files.flatMap((file) =>
    secretsInScript(readFileSync(file, 'latin1')).map((secret) => `${file}: ${secret}`),
  )
  expect(found).toEqual([])
})

test('every page and route has an address here', () => {
  const app = join(root, 'app')
  const places = filesBelow(app)
    .map((file) => file.slice(app.length))
    .filter((file) => /\/(page\.tsx|route\.ts)$/.test(file))
    .map((file) => file.replace(/\/[^/]+$/, '').replace('/(portal)', '') || '/')
  expect(Object.keys(ADDRESSES).sort()).toEqual(places.sort())
})

for (const user of ['cwp-engineer', 'ops-reviewer'] satisfies User[])
  test(`no page or route reveals a secret to ${user}`, async ({ signedIn }) => {
    const page = await signedIn(user, ADDRESSES['/access'])
    await page.getByLabel('Why do you need it?').fill('The release job mirrors this image.')
    await page.getByRole('button', { name: 'Request access' }).click()
    await page.waitForURL(/\/requests\/\d+$/)
    const id = /\d+$/.exec(page.url())?.[0] ?? ''
    const session = await sessionOf(page.context())

    const found: string[] = []
    for (const [place, pattern] of Object.entries(ADDRESSES))
      for (const rsc of [false, true]) {
        const address = pattern.replace('#', id)
        const answer = await page.request.fetch(address, {
          method: POSTS.includes(place) ? 'POST' : 'GET',
          headers: {
            origin: new URL(page.url()).origin,
            ...(rsc && { rsc: '1' }),
            ...(place === '/metrics' && { authorization: `Bearer ${GIVEN.PORTAL_METRICS_TOKEN}` }),
          },
        })
        // An engineer checks no account, and everything else is answered in full.
        expect(answer.status(), address).toBe(
          place === '/accounts/check' && user !== 'ops-reviewer' ? 403 : 200,
        )
        const isPacked = answer.headers()['content-type'] === 'application/gzip'
        const text = isPacked ? gunzipSync(await answer.body()).toString('latin1') : await answer.text()
        found.push(...secretsIn(text, [session]).map((secret) => `${address}: ${secret}`))
      }
    expect(found).toEqual([])

    await page.getByRole('button', { name: 'Withdraw request' }).click()
    await expect(page.getByText('Withdrawn', { exact: true })).toBeVisible()
  })
