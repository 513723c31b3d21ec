import accountsFile from '../../lib/accounts/accounts.json' with { type: 'json' }
import { expect, forgetSession, test, type User } from '../fixtures'
import { builtDoors } from './built-endpoints'
import { ACTIONS, type Action, type Caller, type Door, HANDLERS, HIDDEN, PAGES } from './endpoints'
import { openPortal, type Portal, resultOf, USERS } from './portal'
import { FORGERIES, KNOCKS, type Knock, NO_SESSIONS, withoutLayouts } from './probes'
import { type Answer, type Headers, told } from './send'

/** What nobody may learn without a session. */
const CONTENT = [
  HIDDEN,
  'fluentd-elasticsearch-aws',
  accountsFile.opsEmail,
  ...accountsFile.accounts.flatMap(({ id, name }) => [id, name]),
]

let portal: Portal
test.beforeAll(async ({ browser, baseURL }) => {
  portal = await openPortal(browser, baseURL ?? '')
})
test.afterAll(() => portal.close())

test('every page, handler and action of the build has a row, and every row is built', () => {
  const built = builtDoors()
  expect(Object.keys(PAGES).sort()).toEqual(built.pages.sort())
  expect(Object.keys(HANDLERS).sort()).toEqual(built.handlers.sort())
  expect(Object.keys(ACTIONS).sort()).toEqual(built.actions.map(({ name }) => name).sort())
})

for (const [route, door] of Object.entries(PAGES)) walkThrough(`GET ${route}`, door)
for (const [handler, door] of Object.entries(HANDLERS)) walkThrough(handler, door)

function walkThrough(name: string, door: Door): void {
  const [method = '', route = ''] = name.split(' ')
  const pathTo = () => door.at?.(portal.world) ?? route
  const asPeopleDo = (headers: Headers) =>
    portal.ask(pathTo(), { method, headers: method === 'GET' ? headers : { ...portal.ours, ...headers } })

  test(`${name} answers everybody as its row says`, async () => {
    for (const headers of Object.values(NO_SESSIONS)) expectFinding(await asPeopleDo(headers), door, 'nobody')
    for (const user of USERS) expectFinding(await asPeopleDo(portal.sessions[user]), door, user)
  })

  test(`${name} tells no more when it is asked otherwise`, async () => {
    const strangers = door.nobody === 'opens' ? [] : Object.entries(NO_SESSIONS)
    const refused = USERS.filter((user) => door[user] !== 'opens')
    const content = [...CONTENT, door.holds].filter((text) => !pathTo().includes(text))
    const knocks = { ...KNOCKS, 'without its layouts': withoutLayouts(route, pathTo()) }
    for (const [how, knock] of Object.entries(knocks)) {
      for (const [who, headers] of strangers)
        expectUntold(await ask(pathTo(), method, knock, headers), content, `${who}, ${how}`)
      for (const user of refused)
        expectUntold(
          await ask(pathTo(), method, knock, portal.sessions[user]),
          [door.holds],
          `${user}, ${how}`,
        )
    }
  })

  if (method === 'GET')
    test(`${name} changes nothing, whoever asks`, async () => {
      await portal.expectUnchanged(async () => {
        for (const user of USERS) await asPeopleDo(portal.sessions[user])
      })
    })
  else if (!route.startsWith('/api/auth/'))
    test(`${name} is refused when it comes from elsewhere`, async () => {
      await portal.expectUnchanged(async () => {
        for (const [how, forged] of Object.entries(FORGERIES)) {
          const headers = { ...portal.sessions['ops-reviewer'], ...forged }
          const answer = await portal.ask(pathTo(), { method, headers })
          expect(answer.status, how).toBe(403)
          expectUntold(answer, [door.holds], how)
        }
      })
    })
}

/** Follows Next to the address at which it wants what its router asks. */
async function ask(path: string, method: string, knock: Knock, headers: Headers): Promise<Answer> {
  const sent = { method: knock.method ?? method, headers: { ...headers, ...knock.headers } }
  const answer = await portal.ask(knock.pathOf?.(path) ?? path, sent)
  const { location } = answer.headers
  return location?.includes('_rsc') ? portal.ask(location, sent) : answer
}

function expectTold(answer: Answer, text: string, who: string): void {
  expect(told(answer).includes(text), `${who}: ${answer.status}, holds “${text}”`).toBe(true)
}

function expectUntold(answer: Answer, texts: string[], who: string): void {
  const said = told(answer)
  expect(
    texts.filter((text) => said.includes(text)),
    `what is told to: ${who}`,
  ).toEqual([])
}

function expectFinding(answer: Answer, door: Door, caller: Caller): void {
  const finding = door[caller]
  const { status, headers } = answer
  if (finding === 'opens') {
    expect(status, caller).toBeLessThan(400)
    expectTold(answer, door.holds, caller)
    return
  }
  expectUntold(answer, [door.holds], caller)
  if (finding === 'opens without it') expect(status, caller).toBe(200)
  else if (finding === 'is told to sign in') expect(status, caller).toBe(401)
  else if (finding === 'signs in first') {
    expect(status, caller).toBe(307)
    expect(headers.location, caller).toMatch(/^\/sign-in\?next=%2F/)
  } else if (finding.startsWith('goes to ')) expect(headers.location, caller).toBe(finding.slice(8))
  else expectTold(answer, finding.replace('refused: ', ''), caller)
}

test('the router is told what a page shows, with its layouts and without them', async () => {
  const ops = portal.sessions['ops-reviewer']
  for (const [route, door] of Object.entries(PAGES).filter(([, { nobody }]) => nobody !== 'opens')) {
    const path = door.at?.(portal.world) ?? route
    const whole = await ask(path, 'GET', KNOCKS['as its router does'] ?? {}, ops)
    const alone = await ask(path, 'GET', withoutLayouts(route, path), ops)
    for (const answer of [whole, alone]) {
      expect(answer.headers['content-type'], route).toBe('text/x-component')
      expectTold(answer, door.holds, route)
    }
    expectTold(whole, 'Skip to the content', route)
    expectUntold(alone, ['Skip to the content'], route)
  }
})

for (const [name, action] of Object.entries(ACTIONS)) {
  test(`${name} answers everybody as its row says`, async () => {
    const input = await portal.inputOf(name)
    await portal.expectUnchanged(async () => {
      for (const [who, none] of Object.entries(NO_SESSIONS)) {
        const headers = { ...portal.ours, ...none }
        expectNothing(action, await portal.post(name, input, headers), who)
        expectNothing(action, await portal.post(name, input, headers, '/sign-in'), `${who}, elsewhere`)
        expectNothing(action, await portal.postAsForm(name, input, headers), `${who}, as a form`)
      }
    })
    for (const user of USERS) await expectRow(name, action, user)
  })

  test(`${name} is refused when it comes from elsewhere`, async () => {
    const user = USERS.find((each) => action[each] === 'opens') ?? 'ops-reviewer'
    const input = await portal.inputOf(name)
    await portal.expectUnchanged(async () => {
      for (const [how, forged] of Object.entries(FORGERIES)) {
        const headers = { ...portal.sessions[user], ...forged }
        expectNothing(action, await portal.post(name, input, headers), how)
        expectNothing(action, await portal.post(name, input, headers, '/sign-in'), `${how}, elsewhere`)
        // Next shows the page to whom a form names, so only what the action would have done counts here.
        expectNothing({}, await portal.postAsForm(name, input, headers), `${how}, as a form`)
      }
    })
  })
}

/** It did not run, or it said that it did nothing. */
function expectNothing({ holds }: { holds?: string }, answer: Answer, who: string): void {
  expect(resultOf(answer)?.ok ?? false, who).toBe(false)
  expect(Object.keys(answer.headers), who).not.toContain('x-action-redirect')
  expect(String(answer.headers['set-cookie']), who).not.toContain('session')
  expectUntold(answer, holds ? [holds] : [], who)
}

async function expectRow(name: string, action: Action, user: User): Promise<void> {
  const input = await portal.inputOf(name)
  const session = portal.sessions[user]
  const work = () => portal.post(name, input, { ...portal.ours, ...session })
  if (action[user] !== 'opens')
    await portal.expectUnchanged(async () => {
      const answer = await work()
      expectNothing(action, answer, user)
      expectTold(answer, action[user].replace('refused: ', ''), user)
    })
  else if (action.records) {
    expect(resultOf(await work()), user).toMatchObject({ ok: true })
    if (action.signsOut) {
      expect(
        (await portal.ask('/', { headers: session })).status,
        `${user}, with a session that is over`,
      ).toBe(307)
      portal.sessions[user] = await portal.sessionOf(user)
      forgetSession(user)
    }
    const done = { action: action.records, outcome: 'done', actorName: user }
    // Who came and went is told to those who ask for it.
    const [newest] = await portal.deeds(action.signsOut && action.records)
    expect(newest, user).toMatchObject(done)
  } else
    await portal.expectUnchanged(async () => {
      expectTold(await work(), action.holds ?? '"ok":true', user)
    })
}
