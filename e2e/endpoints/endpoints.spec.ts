import accountsFile from '../../lib/accounts/accounts.json' with { type: 'json' }
import { expect, type User } from '../fixtures'
import { builtEndpoints } from './built-endpoints'
import { type Client, resultOf, test, USERS } from './client'
import { ACTIONS, type Action, type Caller, type Endpoint, FILES, HANDLERS, HIDDEN, PAGES } from './endpoints'
import { FORGERIES, NO_SESSIONS, PROBES, type Probe, withoutLayouts } from './probes'
import { type Answer, type Headers, textOf } from './send'

/** What no one may learn without a session. */
const CONTENT = [
  HIDDEN,
  'fluentd-elasticsearch-aws',
  accountsFile.opsEmail,
  ...accountsFile.accounts.flatMap(({ id, name }) => [id, name]),
]

let client: Client
test.beforeAll(({ client: workersClient }) => {
  client = workersClient
})

test('every page, handler, file and action of the build has a row, and every row is built', () => {
  const built = builtEndpoints()
  expect(Object.keys(PAGES).sort()).toEqual(built.pages.sort())
  expect(Object.keys(HANDLERS).sort()).toEqual(built.handlers.sort())
  expect(Object.keys(FILES).sort()).toEqual(built.files.sort())
  expect(Object.keys(ACTIONS).sort()).toEqual(built.actions.map(({ name }) => name).sort())
})

for (const [route, endpoint] of Object.entries(PAGES)) testEndpoint(`GET ${route}`, endpoint)
for (const [handler, endpoint] of Object.entries(HANDLERS)) testEndpoint(handler, endpoint)
for (const [file, endpoint] of Object.entries(FILES)) testEndpoint(`GET ${file}`, endpoint)

function testEndpoint(name: string, endpoint: Endpoint): void {
  const [method = '', route = ''] = name.split(' ')
  const pathTo = () => endpoint.at?.(client.setup) ?? route
  const asUsual = (headers: Headers) =>
    client.ask(pathTo(), { method, headers: method === 'GET' ? headers : { ...client.ours, ...headers } })

  test(`${name} answers everyone as its row says`, async () => {
    for (const headers of Object.values(NO_SESSIONS))
      expectOutcome(await asUsual(headers), endpoint, 'nobody')
    for (const user of USERS) expectOutcome(await asUsual(client.sessions[user]), endpoint, user)
  })

  test(`${name} reveals no more however it is probed`, async () => {
    const strangers = endpoint.nobody === 'allowed' ? [] : Object.entries(NO_SESSIONS)
    const refused = USERS.filter((user) => endpoint[user] !== 'allowed')
    const content = [...CONTENT, endpoint.holds].filter((text) => !pathTo().includes(text))
    const probes = { ...PROBES, 'without its layouts': withoutLayouts(route, pathTo()) }
    for (const [how, probe] of Object.entries(probes)) {
      for (const [who, headers] of strangers)
        expectNoContent(await ask(pathTo(), method, probe, headers), content, `${who}, ${how}`)
      for (const user of refused)
        expectNoContent(
          await ask(pathTo(), method, probe, client.sessions[user]),
          [endpoint.holds],
          `${user}, ${how}`,
        )
    }
  })

  if (method === 'GET')
    test(`${name} changes nothing for any caller`, async () => {
      await client.expectUnchanged(async () => {
        for (const user of USERS) await asUsual(client.sessions[user])
      })
    })
  else if (!route.startsWith('/api/auth/'))
    test(`${name} refuses calls from elsewhere`, async () => {
      await client.expectUnchanged(async () => {
        for (const [how, forged] of Object.entries(FORGERIES)) {
          const headers = { ...client.sessions['ops-reviewer'], ...forged }
          const answer = await client.ask(pathTo(), { method, headers })
          expect(answer.status, how).toBe(403)
          expectNoContent(answer, [endpoint.holds], how)
        }
      })
    })
}

/** Follows the redirect with which Next sends its router’s requests to another address. */
async function ask(path: string, method: string, probe: Probe, headers: Headers): Promise<Answer> {
  const sent = { method: probe.method ?? method, headers: { ...headers, ...probe.headers } }
  const answer = await client.ask(probe.pathOf?.(path) ?? path, sent)
  const { location } = answer.headers
  return location?.includes('_rsc') ? client.ask(location, sent) : answer
}

function expectContent(answer: Answer, text: string, who: string): void {
  expect(textOf(answer).includes(text), `${who}: ${answer.status}, contains “${text}”`).toBe(true)
}

function expectNoContent(answer: Answer, texts: string[], who: string): void {
  const said = textOf(answer)
  expect(
    texts.filter((text) => said.includes(text)),
    `content revealed to: ${who}`,
  ).toEqual([])
}

function expectOutcome(answer: Answer, endpoint: Endpoint, caller: Caller): void {
  const outcome = endpoint[caller]
  const { status, headers } = answer
  if (outcome === 'allowed') {
    expect(status, caller).toBeLessThan(400)
    expectContent(answer, endpoint.holds, caller)
    return
  }
  expectNoContent(answer, [endpoint.holds], caller)
  if (outcome === 'allowed without it') expect(status, caller).toBe(200)
  else if (outcome === '401') expect(status, caller).toBe(401)
  else if (outcome === 'must sign in') {
    expect(status, caller).toBe(307)
    expect(headers.location, caller).toMatch(/^\/sign-in\?next=%2F/)
  } else if (outcome.startsWith('redirected to '))
    expect(headers.location, caller).toBe(outcome.slice('redirected to '.length))
  else expectContent(answer, outcome.replace('refused: ', ''), caller)
}

test('the router gets a page’s content with its layouts and without them', async () => {
  const ops = client.sessions['ops-reviewer']
  for (const [route, endpoint] of Object.entries(PAGES).filter(([, { nobody }]) => nobody !== 'allowed')) {
    const path = endpoint.at?.(client.setup) ?? route
    const whole = await ask(path, 'GET', PROBES['as its router does'] ?? {}, ops)
    const alone = await ask(path, 'GET', withoutLayouts(route, path), ops)
    for (const answer of [whole, alone]) {
      expect(answer.headers['content-type'], route).toBe('text/x-component')
      expectContent(answer, endpoint.holds, route)
    }
    expectContent(whole, 'Skip to content', route)
    expectNoContent(alone, ['Skip to content'], route)
  }
})

for (const [name, action] of Object.entries(ACTIONS)) {
  test(`${name} answers everyone as its row says`, async () => {
    const input = await client.inputOf(name)
    await client.expectUnchanged(async () => {
      for (const [who, none] of Object.entries(NO_SESSIONS)) {
        const headers = { ...client.ours, ...none }
        expectNoEffect(action, await client.post(name, input, headers), who)
        expectNoEffect(action, await client.post(name, input, headers, '/sign-in'), `${who}, elsewhere`)
        expectNoEffect(action, await client.postAsForm(name, input, headers), `${who}, as a form`)
      }
    })
    for (const user of USERS) await expectAsListed(name, action, user)
  })

  test(`${name} refuses calls from elsewhere`, async () => {
    const user = USERS.find((each) => action[each] === 'allowed') ?? 'ops-reviewer'
    const input = await client.inputOf(name)
    await client.expectUnchanged(async () => {
      for (const [how, forged] of Object.entries(FORGERIES)) {
        const headers = { ...client.sessions[user], ...forged }
        expectNoEffect(action, await client.post(name, input, headers), how)
        expectNoEffect(action, await client.post(name, input, headers, '/sign-in'), `${how}, elsewhere`)
        // Next answers a form with the page itself, so only the action’s effects count here.
        expectNoEffect({}, await client.postAsForm(name, input, headers), `${how}, as a form`)
      }
    })
  })
}

/** The action did not run, or it reported that it did nothing. */
function expectNoEffect({ holds }: { holds?: string }, answer: Answer, who: string): void {
  expect(resultOf(answer)?.ok ?? false, who).toBe(false)
  expect(Object.keys(answer.headers), who).not.toContain('x-action-redirect')
  expect(String(answer.headers['set-cookie']), who).not.toContain('session')
  expectNoContent(answer, holds ? [holds] : [], who)
}

async function expectAsListed(name: string, action: Action, user: User): Promise<void> {
  const input = await client.inputOf(name)
  const session = client.sessions[user]
  const work = () => client.post(name, input, { ...client.ours, ...session })
  if (action[user] !== 'allowed')
    await client.expectUnchanged(async () => {
      const answer = await work()
      expectNoEffect(action, answer, user)
      expectContent(answer, action[user].replace('refused: ', ''), user)
    })
  else if (action.records) {
    expect(resultOf(await work()), user).toMatchObject({ ok: true })
    if (action.signsOut) {
      expect(
        (await client.ask('/', { headers: session })).status,
        `${user}, with a session that is over`,
      ).toBe(307)
      client.sessions[user] = await client.sessionOf(user)
    }
    const done = { action: action.records, outcome: 'done', actorName: user }
    // The record lists sign-ins and sign-outs only when asked for them.
    const [newest] = await client.records(action.signsOut && action.records)
    expect(newest, user).toMatchObject(done)
  } else
    await client.expectUnchanged(async () => {
      expectContent(await work(), action.holds ?? '"ok":true', user)
    })
}
