import type { Browser, Page } from '@playwright/test'
import { expectAccessible } from './axe'
import { test as base, expect } from './fixtures'
import { screenshot } from './screenshot'
import { type SignOnPortal, startSignOnPortal } from './sign-on/portal'
import { type Visitor, visitorOf } from './sign-on/visitor'

const ACCESS =
  '/access?account=872569379934&region=us-west-2&repository=cwp%2Falertmanager&awsUserName=release-bot&action=ecr%3ABatchGetImage'
const WHY = 'The release job mirrors this image.'

let portal: SignOnPortal | undefined

/** The portal that `beforeAll` started. */
function here(): SignOnPortal {
  if (!portal) throw new Error('the portal was not started')
  return portal
}

// All share one portal, whose provider and database some of them stop for a while.
base.describe.configure({ mode: 'default' })

const test = base.extend<{ visitor: () => Promise<Visitor> }>({
  baseURL: '',
  ignoreHTTPSErrors: true,
  visitor: async ({ playwright }, use) => {
    const opened: { dispose: () => Promise<void> }[] = []
    await use(async () => {
      const request = await playwright.request.newContext({ ignoreHTTPSErrors: true })
      opened.push(request)
      return visitorOf(request, here().url)
    })
    for (const request of opened) await request.dispose()
  },
})

test.beforeAll(async () => {
  // A database, a provider and a portal together take longer to start than a test may take.
  test.setTimeout(120_000)
  portal = await startSignOnPortal({
    people: {
      everyone: false,
      groups: [
        { name: 'ecr-ops', role: 'ops' },
        { name: 'team-cwp', role: 'engineer', organisations: ['cwp'] },
        { name: 'guests', role: 'engineer', organisations: ['hpid'], accounts: ['252775557553'] },
      ],
    },
    known: [
      { sub: 'u-1', name: 'Engineer One', groups: ['team-cwp'] },
      { sub: 'u-2', name: 'Reviewer Two', groups: ['team-cwp', 'ecr-ops'] },
      { sub: 'u-3', name: 'Guest Three', groups: ['guests'] },
      // The same name as somebody of operations: names decide nothing.
      { sub: 'u-4', name: 'Reviewer Two', groups: ['somebody-elses'] },
      { sub: 'u-5', name: 'Engineer Five', groups: ['team-cwp'] },
      { sub: 'u-6', name: 'Engineer Six', groups: ['team-cwp'] },
      // Of each of these, one test reads everything that was recorded.
      { sub: 'u-7', name: 'Engineer Seven', groups: ['team-cwp'] },
      { sub: 'u-8', name: 'Engineer Eight', groups: ['team-cwp'] },
      { sub: 'u-9', name: 'Engineer Nine', groups: ['team-cwp'] },
    ],
  })
  test.skip(!portal, 'There is no PostgreSQL on this machine.')
})
test.afterAll(() => portal?.stop())
test.afterEach(() => {
  here().provider.faults.forge = undefined
})

/** Opens a page of the portal and signs in on the way. */
async function signIn(page: Page, sub: string, path = '/'): Promise<void> {
  await page.goto(here().url + path)
  await page.getByRole('button', { name: 'Sign in with single sign-on' }).click()
  // Whoever the provider knows already is not asked again.
  await page.waitForURL((url) => url.pathname.startsWith('/interaction/') || isInside(url))
  if (isInside(new URL(page.url()))) return
  await page.getByLabel('User').fill(sub)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL((url) => url.origin === here().url && !url.pathname.startsWith('/api/'))
}

function isInside(url: URL): boolean {
  return url.origin === here().url && url.pathname !== '/sign-in' && !url.pathname.startsWith('/api/')
}

/** Signs somebody in by hand; answers with where they end up. */
async function arrive(visitor: Visitor, sub: string, callbackUrl?: string): Promise<string | undefined> {
  const back = await visitor.throughProvider(await visitor.begin(callbackUrl), sub)
  return (await visitor.get(back.href)).headers().location
}

async function auditOf(sub: string, action: string) {
  return here().query(
    'select outcome, reason, error from audit_records where actor_id = $1 and action = $2 order by id',
    [sub, action],
  )
}

/** Asks for access by the form that is open. */
async function ask(page: Page): Promise<void> {
  await page.getByLabel('Why do you need it?').fill(WHY)
  await page.getByRole('button', { name: 'Request access' }).click()
}

test('an engineer signs in, lands on the page they wanted, and is who their groups say', async ({
  page,
  context,
}) => {
  await signIn(page, 'u-7', '/repositories?q=cwp')
  await expect(page).toHaveURL(`${here().url}/repositories?q=cwp`)
  // There are no AWS credentials here, and the page says of every registry that it could not be read.
  await expect(page.getByText('Some registries couldn’t be read')).toBeVisible()
  await page.getByText('Engineer Seven').click()
  await expect(page.getByText('Engineer, cwp team')).toBeVisible()
  await expectAccessible(page)
  await screenshot(page, 'sign-on-menu')
  const session = (await context.cookies()).find(({ name }) => name === '__Host-portal-session')
  expect(session).toMatchObject({
    secure: true,
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    domain: 'localhost',
  })
  expect(await auditOf('u-7', 'session.start')).toEqual([{ outcome: 'done', reason: null, error: null }])
  const [row] = await here().query('select * from sessions where actor_id = $1', ['u-7'])
  expect(row?.actor).toEqual({ id: 'u-7', name: 'Engineer Seven', role: 'engineer', organisations: ['cwp'] })
})

test('groups make operations, and limit a guest to one account', async ({ page, browser }) => {
  await signIn(page, 'u-2', '/activity')
  await page.getByText('Reviewer Two').click()
  await expect(page.getByText('Infrastructure operations', { exact: true })).toBeVisible()

  const guest = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage()
  await signIn(guest, 'u-3', '/repositories/new')
  await expect(
    guest.getByText(/Your groups let you change repositories in hp-id-dev, but not in hp-id-prod/).first(),
  ).toBeVisible()
  await guest.context().close()
})

test('someone in no group sees why they can’t sign in, and it is recorded', async ({ page }) => {
  await signIn(page, 'u-4')
  await expect(page.getByText('you aren’t in a group that can use this portal')).toBeVisible()
  await expectAccessible(page)
  await screenshot(page, 'sign-on-refused')
  expect(await auditOf('u-4', 'session.refuse')).toMatchObject([{ outcome: 'failed' }])
  await page.goto(here().url)
  await expect(page).toHaveURL(/\/sign-in/)
})

test('someone who cancels at the provider sees so, and can start again', async ({ page }) => {
  await page.goto(`${here().url}/sign-in?next=%2Fguide`)
  await page.getByRole('button', { name: 'Sign in with single sign-on' }).click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Couldn’t sign you in')).toBeVisible()
  await expect(page.getByText('sign-in was cancelled')).toBeVisible()
  await page.getByRole('button', { name: 'Sign in with single sign-on' }).click()
  await page.getByLabel('User').fill('u-1')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page).toHaveURL(`${here().url}/guide`)
})

test('PKCE, state and nonce are asked for, and each is checked', async ({ visitor }) => {
  const [mine, others] = [await visitor(), await visitor()]
  const authorization = await mine.begin()
  expect(Object.fromEntries(authorization.searchParams)).toMatchObject({
    response_type: 'code',
    code_challenge_method: 'S256',
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    state: expect.stringMatching(/.{20}/),
    nonce: expect.stringMatching(/.{20}/),
  })

  const back = await mine.throughProvider(authorization, 'u-1')
  const tampered = new URL(back)
  tampered.searchParams.set('state', `${back.searchParams.get('state')}x`)
  await expectRefused(mine, tampered.href)

  // A code in another browser: that has no state, or one of its own with another verifier.
  const stolen = await mine.throughProvider(await mine.begin(), 'u-1')
  await expectRefused(others, stolen.href)
  const theirs = await others.begin()
  stolen.searchParams.set('state', theirs.searchParams.get('state') ?? '')
  await expectRefused(others, stolen.href)

  for (const forge of [
    { nonce: 'another' },
    { aud: 'another-client' },
    { iss: 'https://elsewhere.example.com' },
    { sub: 'u-2' },
    { exp: 1 },
  ]) {
    here().provider.faults.forge = forge
    await expectRefused(mine, (await mine.throughProvider(await mine.begin(), 'u-1')).href)
  }
})

async function expectRefused(visitor: Visitor, callback: string): Promise<void> {
  const answer = await visitor.get(callback)
  expect(answer.status()).toBe(302)
  expect(answer.headers().location).toContain('error=OAuthCallback')
  expect(await visitor.session()).toBeUndefined()
  expect((await visitor.get('/')).headers().location).toContain('/sign-in')
}

test('a provider’s response is accepted once', async ({ visitor }) => {
  const mine = await visitor()
  const back = await mine.throughProvider(await mine.begin(), 'u-1')
  expect((await mine.get(back.href)).headers().location).toBe(`${here().url}/`)
  expect((await mine.get(back.href)).headers().location).toContain('error=OAuthCallback')
})

test('the sandbox’s users don’t exist here', async ({ visitor }) => {
  const mine = await visitor()
  const { csrfToken } = await (await mine.get('/api/auth/csrf')).json()
  await mine.post('/api/auth/callback/local', { csrfToken, user: 'ops-reviewer' })
  await mine.post('/api/auth/signin/local', { csrfToken, user: 'ops-reviewer' })
  expect(await mine.session()).toBeUndefined()
  expect((await mine.get('/')).headers().location).toContain('/sign-in')
})

test('nonsense is answered, and never with a server error', async ({ visitor }) => {
  const mine = await visitor()
  for (const path of [
    '/api/auth/callback/oidc',
    '/api/auth/callback/oidc?code=x&state=x',
    '/api/auth/callback/oidc?code=%00&state=%ff',
    '/api/auth/callback/oidc?error=access_denied',
    '/api/auth/callback/oidc?error=%3Cscript%3E',
    '/api/auth/callback/local?user=ops-reviewer',
    '/api/auth/callback/nobody',
    '/api/auth/signin?callbackUrl=garbage',
    '/api/auth/signin?callbackUrl=https%3A%2F%2F%5B',
    '/api/auth/error?error=constructor',
    '/api/auth/session',
    '/api/auth/signout',
    '/api/auth',
    '/sign-in?error=constructor&next=%00',
  ])
    expect((await mine.get(path)).status(), path).toBeLessThan(500)
  for (const path of [
    '/api/auth/signin/oidc',
    '/api/auth/callback/oidc',
    '/api/auth/callback/local',
    '/api/auth/signout',
    '/api/auth/session',
    '/api/auth/_log',
  ])
    expect((await mine.post(path, { csrfToken: 'x', callbackUrl: 'x' })).status(), path).toBeLessThan(500)
  for (const [name, value] of [
    ['authorization', 'Bearer %'],
    ['cookie', '__Host-portal-session=garbage'],
    ['cookie', '__Host-portal-session.0=%; __Host-portal-session.1=x'],
    ['cookie', '__Secure-next-auth.callback-url=garbage'],
  ] as const)
    for (const path of ['/', '/api/auth/csrf', '/repositories/search?q=x', '/sign-in'])
      expect((await mine.get(path, { [name]: value })).status(), `${path} with ${value}`).toBeLessThan(500)
  expect(await mine.session()).toBeUndefined()
})

test('signing in never leads to another host', async ({ visitor }) => {
  for (const address of [
    'https://evil.example.com/',
    '//evil.example.com',
    '/\\evil.example.com',
    '/.//evil.example.com',
    'javascript:alert(1)',
    `${here().url}.evil.example.com/`,
    `${here().url}@evil.example.com/`,
  ])
    expect(await arrive(await visitor(), 'u-1', address), address).toBe(`${here().url}/`)
  expect(await arrive(await visitor(), 'u-1', '/guide?x=1')).toBe(`${here().url}/guide?x=1`)
  const page = await (await visitor()).get('/sign-in?next=https%3A%2F%2Fevil.example.com')
  expect(await page.text()).not.toContain('"next":"https://evil')
})

test('another site can’t sign anyone in or out', async ({ visitor }) => {
  const mine = await visitor()
  const blind = await mine.post('/api/auth/signin/oidc', { callbackUrl: '/' })
  expect(blind.headers().location).not.toContain(here().provider.issuer)
  await arrive(mine, 'u-1')
  expect((await mine.post('/api/auth/signout', {})).status()).toBe(404)
  expect((await mine.get('/')).status()).toBe(200)
})

test('signing in starts a new session and ends the browser’s previous one', async ({ visitor }) => {
  const [attacker, victim] = [await visitor(), await visitor()]
  await arrive(attacker, 'u-8')
  const planted = `__Host-portal-session=${await attacker.session()}`
  const back = await victim.throughProvider(await victim.begin(), 'u-1')
  const jar = (await victim.cookies()).concat(planted).join('; ')
  const landed = await victim.get(back.href, { cookie: jar })
  expect(landed.headers().location).toBe(`${here().url}/`)
  expect(await victim.session()).not.toBe(await attacker.session())
  expect((await attacker.get('/')).headers().location).toContain('/sign-in')
  expect(await auditOf('u-8', 'session.end')).toMatchObject([{ reason: 'by signing in again' }])
})

test('signing out ends the session itself: a copy of the cookie opens nothing', async ({
  page,
  context,
  visitor,
}) => {
  await signIn(page, 'u-1')
  const cookie = (await context.cookies()).find(({ name }) => name === '__Host-portal-session')?.value
  const thief = await visitor()
  const headers = { cookie: `__Host-portal-session=${cookie}` }
  expect((await thief.get('/', headers)).status()).toBe(200)
  await page.getByText('Engineer One').click()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page).toHaveURL(`${here().url}/sign-in`)
  expect((await thief.get('/', headers)).headers().location).toContain('/sign-in')
  expect((await thief.get('/repositories/search?q=x', headers)).status()).toBe(401)
  expect((await auditOf('u-1', 'session.end')).at(-1)).toMatchObject({ reason: 'by themselves' })
})

test('signing out everywhere ends every session of the person', async ({ page, visitor }) => {
  const elsewhere = await visitor()
  await arrive(elsewhere, 'u-1')
  await signIn(page, 'u-1')
  await page.getByText('Engineer One').click()
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(page).toHaveURL(`${here().url}/sign-in`)
  expect((await elsewhere.get('/')).headers().location).toContain('/sign-in')
})

test('operations ends the sessions of a person from the command line', async ({ visitor }) => {
  const mine = await visitor()
  await arrive(mine, 'u-9')
  expect(await here().script('lib/sessions/command.ts')).toContain('Engineer Nine  (u-9, engineer)')
  expect(await here().script('lib/sessions/command.ts', 'end', 'nobody')).toContain('Nothing was ended')
  expect(await here().script('lib/sessions/command.ts', 'end', 'Engineer Nine')).toContain(
    'Ended 1 of Engineer Nine',
  )
  expect(await here().query('select * from sessions where actor_id = $1', ['u-9'])).toEqual([])
  expect((await mine.get('/')).headers().location).toContain('/sign-in')
})

test('someone removed from their group can’t write any more, and keeps their input', async ({ page }) => {
  await signIn(page, 'u-5', ACCESS)
  here().provider.person('u-5').groups = []
  await ask(page)
  await expect(
    page.getByRole('alert').filter({ hasText: 'You’re signed out, so nothing was saved' }),
  ).toBeVisible()
  await expect(page.getByLabel('Why do you need it?')).toHaveValue(WHY)
  expect(await here().query('select * from access_requests where requester_id = $1', ['u-5'])).toEqual([])
  expect((await auditOf('u-5', 'session.end')).at(-1)?.reason).toContain('no longer in a group with access')
  await page.goto(here().url)
  await expect(page.getByText('Your session has ended')).toBeVisible()
  here().provider.person('u-5').groups = ['team-cwp']
})

test('after an idle hour a form says so, and is restored after signing in again', async ({ page }) => {
  await signIn(page, 'u-1', ACCESS)
  await page.getByLabel('Why do you need it?').fill(WHY)
  await here().query(
    "update sessions set last_seen_at = now() - interval '61 minutes' where actor_id = 'u-1'",
  )
  await page.getByRole('button', { name: 'Request access' }).click()
  await expect(
    page.getByRole('alert').filter({ hasText: 'You’re signed out, so nothing was saved' }),
  ).toBeVisible()
  await page.reload()
  await expect(page.getByText('Your session has ended')).toBeVisible()
  await expectAccessible(page)
  await screenshot(page, 'sign-on-ended')
  await page.getByRole('button', { name: 'Sign in with single sign-on' }).click()
  await expect(page).toHaveURL(here().url + ACCESS)
  await expect(page.getByLabel('Why do you need it?')).toHaveValue(WHY)
  await page.getByRole('button', { name: 'Request access' }).click()
  await expect(page).toHaveURL(/\/requests\/\d+$/)
})

test('while the provider is down, reading works, and nothing is written and no one signs in', async ({
  page,
  browser,
}) => {
  await signIn(page, 'u-1', ACCESS)
  const others = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage()
  await others.goto(`${here().url}/sign-in`)
  await here().provider.goAway()
  try {
    await ask(page)
    await expect(page.getByText('Single sign-on isn’t responding')).toBeVisible()
    await expect(page.getByLabel('Why do you need it?')).toHaveValue(WHY)
    await page.goto(`${here().url}/guide`)
    await expect(page.getByText('Engineer One')).toBeVisible()
    await others.getByRole('button', { name: 'Sign in with single sign-on' }).click()
    await expect(others.getByText('The portal couldn’t reach single sign-on')).toBeVisible()
    await expectAccessible(others)
    await screenshot(others, 'sign-on-away')
  } finally {
    await here().provider.comeBack()
    await others.context().close()
  }
  await page.goto(here().url + ACCESS)
  await page.getByRole('button', { name: 'Request access' }).click()
  await expect(page).toHaveURL(/\/requests\/\d+$/)
})

/** A browser with the session of a visitor, which the portal was never asked about before. */
async function browserOf(browser: Browser, visitor: Visitor): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true })
  const value = (await visitor.session()) ?? ''
  await context.addCookies([
    { name: '__Host-portal-session', value, url: here().url, secure: true, httpOnly: true, sameSite: 'Lax' },
  ])
  return context.newPage()
}

test('after 15 minutes without the provider, pages are hidden and say why', async ({ browser, visitor }) => {
  const mine = await visitor()
  await arrive(mine, 'u-6')
  await here().query(
    "update sessions set confirmed_at = now() - interval '16 minutes' where actor_id = 'u-6'",
  )
  const page = await browserOf(browser, mine)
  await here().provider.goAway()
  try {
    await page.goto(`${here().url}/guide`)
    await expect(page.getByText('Single sign-on isn’t responding')).toBeVisible()
    await expectAccessible(page)
    await screenshot(page, 'sign-on-unsure')
    expect((await mine.get('/repositories/search?q=x')).status()).toBe(503)
  } finally {
    await here().provider.comeBack()
  }
  await page.context().close()
})

test('while the database is down, reading works, and nothing is written and no one signs in', async ({
  page,
  browser,
  visitor,
}) => {
  await signIn(page, 'u-1', ACCESS)
  const others = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage()
  const neverSeen = await visitor()
  await arrive(neverSeen, 'u-6')
  const unknown = await browserOf(browser, neverSeen)
  await here().database.crash()
  try {
    await ask(page)
    await expect(page.getByText(/The portal’s database isn’t responding|was lost/).first()).toBeVisible()
    await expect(page.getByLabel('Why do you need it?')).toHaveValue(WHY)
    await page.goto(`${here().url}/guide`)
    await expect(page.getByText('Engineer One')).toBeVisible()
    await signIn(others, 'u-6')
    await expect(
      others.getByText('The portal’s database isn’t responding, so you weren’t signed in'),
    ).toBeVisible()
    await unknown.goto(`${here().url}/guide`)
    await expect(unknown.getByText('The portal can’t check who you are')).toBeVisible()
    await expectAccessible(unknown)
    await screenshot(unknown, 'sign-on-no-database')
  } finally {
    await here().database.start()
    await others.context().close()
  }
  await unknown.getByRole('link', { name: 'Try again' }).click()
  await expect(unknown).toHaveURL(`${here().url}/guide`)
  await unknown.context().close()
  await page.goto(here().url + ACCESS)
  await page.getByRole('button', { name: 'Request access' }).click()
  await expect(page).toHaveURL(/\/requests\/\d+$/)
})

test('no token is in the log, in the database or in a page', async ({ visitor }) => {
  const mine = await visitor()
  await arrive(mine, 'u-1')
  const sessions = JSON.stringify(await here().query('select * from sessions'))
  const page = await (await mine.get('/')).text()
  expect(here().provider.tokens.length).toBeGreaterThan(0)
  for (const secret of [...here().provider.tokens, here().provider.client.secret])
    for (const place of [here().log(), sessions, page, (await mine.cookies()).join('\n')])
      expect(place.includes(secret)).toBe(false)
})
