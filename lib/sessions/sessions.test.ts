import type { SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { People } from '@/lib/accounts/model'
import { listActivity } from '@/lib/audit/list-activity'
import { LOCAL_USERS } from '@/lib/auth/local-users'
import { identityOf } from '@/lib/auth/people'
import { openProvider } from '@/lib/auth/provider'
import type { Actor } from '@/lib/auth/roles'
import { startTestProvider, type TestProvider } from '@/lib/auth/test-provider'
import { type Db, getDb } from '@/lib/db/db'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { sealOf } from './seal'
import { createSessions, type Sessions } from './sessions'
import { findSession } from './store'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

const PEOPLE: People = {
  everyone: false,
  groups: [
    { name: 'ecr-ops', role: 'ops' },
    { name: 'team-cwp', role: 'engineer', organisations: ['cwp'] },
  ],
}

let portal: TestPortal
let provider: TestProvider
let clock: number
let queries: number
/** How many queries the database answers before it is away. */
let answered: number

beforeAll(async () => {
  portal = await startTestPortal()
})
afterAll(() => portal.close())

beforeEach(() => {
  clock = Date.now()
  queries = 0
  answered = Number.POSITIVE_INFINITY
})

async function database(): Promise<Db> {
  queries += 1
  if (queries > answered) throw Object.assign(new Error('the database is down'), { code: 'ECONNREFUSED' })
  return getDb()
}

/** What one process of the portal sees. */
function aProcess(): Sessions {
  return createSessions({
    db: database,
    provider: openProvider(provider.configFor(PEOPLE)),
    seal: sealOf('only-for-tests-only-for-tests-only-for-tests'),
    now: () => new Date(clock),
  })
}

/** Signs one of the provider's people in. */
async function signIn(sessions: Sessions, sub: string): Promise<string> {
  const { actor } = identityOf(provider.person(sub), 'groups', PEOPLE)
  if (!actor) throw new Error(`${sub} is in no group`)
  return sessions.start(actor, await provider.refreshTokenOf(sub))
}

/** Goes on in steps, as somebody does who works: nothing is idle. */
async function workFor(sessions: Sessions, id: string, time: number): Promise<void> {
  for (const end = clock + time; clock < end; clock = Math.min(end, clock + 30 * SECOND))
    await sessions.read(id)
}

function isOpen(state: Awaited<ReturnType<Sessions['read']>>): Actor | false {
  return state.is === 'open' && state.actor
}

/** The database, whose answers to `select` are found and then arrive late. */
function answeringLate(db: Db, found: () => void, until: Promise<void>): Db {
  const select = () => ({
    from: (table: PgTable) => ({
      async where(condition: SQL) {
        const rows = await db.select().from(table).where(condition)
        found()
        await until
        return rows
      },
    }),
  })
  return new Proxy(db, { get: (own, key) => (key === 'select' ? select : Reflect.get(own, key)) })
}

function signal(): { given: Promise<void>; give: () => void } {
  let give = () => {}
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  return { given, give }
}

async function reasonsOf(actorId: string): Promise<(string | null)[]> {
  const ctx = portal.as('ops-reviewer')
  const records = await listActivity(ctx, { action: 'session.end' })
  return records.filter((record) => record.actorId === actorId).map(({ reason }) => reason)
}

describe('a session of the sandbox', () => {
  const [cwpEngineer = raise()] = LOCAL_USERS
  function raise(): never {
    throw new Error('the sandbox has nobody')
  }
  const sandbox = () =>
    createSessions({ db: database, provider: undefined, seal: sealOf('x'), now: () => new Date(clock) })
  it('is read with at most one query in ten seconds', async () => {
    const sessions = sandbox()
    const id = await sessions.start(cwpEngineer, undefined)
    queries = 0
    for (let count = 0; count < 100; count += 1) expect(isOpen(await sessions.read(id))).toEqual(cwpEngineer)
    expect(queries).toBe(1)
    clock += 11 * SECOND
    await Promise.all([sessions.read(id), sessions.read(id), sessions.read(id)])
    expect(queries).toBe(2)
  })

  it('records activity at most once a minute', async () => {
    const sessions = sandbox()
    const id = await sessions.start(cwpEngineer, undefined)
    const started = clock
    clock += 59 * SECOND
    await sessions.read(id)
    expect((await findSession(await getDb(), id))?.lastSeenAt.getTime()).toBe(started)
    clock += SECOND
    await sessions.read(id)
    await expect.poll(async () => (await findSession(await getDb(), id))?.lastSeenAt.getTime()).toBe(clock)
  })

  it('ends after an hour without use', async () => {
    const sessions = sandbox()
    const id = await sessions.start(cwpEngineer, undefined)
    clock += HOUR - SECOND
    expect(isOpen(await sessions.read(id))).toBeTruthy()
    await expect.poll(async () => (await findSession(await getDb(), id))?.lastSeenAt.getTime()).toBe(clock)
    clock += HOUR
    expect(await sessions.read(id)).toEqual({ is: 'ended' })
    expect(await sessions.confirm(id)).toEqual({ is: 'ended' })
  })

  it('ends after eight hours, however busy', async () => {
    const sessions = sandbox()
    const id = await sessions.start(cwpEngineer, undefined)
    await workFor(sessions, id, 8 * HOUR - SECOND)
    expect(isOpen(await sessions.read(id))).toBeTruthy()
    clock += SECOND
    expect(await sessions.read(id)).toEqual({ is: 'ended' })
    expect(await sessions.confirm(id)).toEqual({ is: 'ended' })
  })

  it('ends at once in its own process, and elsewhere at once for writes and within ten seconds for reads', async () => {
    const [here, elsewhere] = [sandbox(), sandbox()]
    const id = await here.start(cwpEngineer, undefined)
    await elsewhere.read(id)
    await here.end({ id }, 'by themselves')
    expect(await here.read(id)).toEqual({ is: 'ended' })
    expect(isOpen(await elsewhere.read(id))).toBeTruthy()
    clock += 10 * SECOND
    expect(await elsewhere.read(id)).toEqual({ is: 'ended' })

    const second = await here.start(cwpEngineer, undefined)
    await elsewhere.read(second)
    await here.end({ id: second }, 'by themselves')
    expect(await elsewhere.confirm(second)).toEqual({ is: 'ended' })
    expect(await elsewhere.read(second)).toEqual({ is: 'ended' })
  })

  it('ends at once, even for a lookup in progress', async () => {
    const [found, letGo] = [signal(), signal()]
    const looking = createSessions({
      db: async () => answeringLate(await getDb(), found.give, letGo.given),
      provider: undefined,
      seal: sealOf('x'),
      now: () => new Date(clock),
    })
    const id = await looking.start(cwpEngineer, undefined)
    const state = looking.read(id)
    await found.given
    await looking.end({ id }, 'by themselves')
    letGo.give()
    expect(await state).toEqual({ is: 'ended' })
    expect(await looking.read(id)).toEqual({ is: 'ended' })
  })

  it('ends with all other sessions of the person, and nobody else’s', async () => {
    const [sessions, reviewer] = [sandbox(), portal.as('ops-reviewer').actor]
    const mine = [await sessions.start(cwpEngineer, undefined), await sessions.start(cwpEngineer, undefined)]
    const theirs = await sessions.start(reviewer, undefined)
    await sessions.endEverywhere(mine[0] ?? '', 'by themselves, everywhere')
    for (const id of mine) expect(await sessions.read(id)).toEqual({ is: 'ended' })
    expect(isOpen(await sessions.read(theirs))).toBeTruthy()
    expect(await reasonsOf(cwpEngineer.id)).toContain('by themselves, everywhere')
  })

  it('still reads while the database is down, and writes nothing', async () => {
    const sessions = sandbox()
    const id = await sessions.start(cwpEngineer, undefined)
    await sessions.read(id)
    answered = 0
    await workFor(sessions, id, 2 * HOUR)
    expect(isOpen(await sessions.read(id))).toBeTruthy()
    await expect(sessions.confirm(id)).rejects.toThrow('the database is down')
    expect(await sandbox().read(id)).toEqual({ is: 'unverified', because: 'database' })
  })
})

describe.each(['userinfo', 'id-token'] as const)(
  'a session of single sign-on, with groups in the %s',
  (groupsIn) => {
    beforeAll(async () => {
      provider = await startTestProvider({
        groupsIn,
        people: ['kim', 'lee', 'sam', 'rae', 'jo', 'max', 'pat', 'ari', 'bo', 'cy'].map((sub) => ({
          sub,
          groups: ['team-cwp'],
        })),
      })
    })
    afterAll(() => provider.goAway())
    afterEach(() => {
      provider.faults.forge = undefined
      provider.faults.broken = undefined
    })

    it('keeps the provider’s token sealed, differently each time', async () => {
      const sessions = aProcess()
      const token = await provider.refreshTokenOf('kim')
      const actor = identityOf(provider.person('kim'), 'groups', PEOPLE).actor
      if (!actor) throw new Error('kim is nobody')
      const ids = [await sessions.start(actor, token), await sessions.start(actor, token)]
      const rows = await Promise.all(ids.map(async (id) => findSession(await getDb(), id)))
      expect(JSON.stringify(rows)).not.toContain(token)
      expect(rows[0]?.refreshToken).not.toBe(rows[1]?.refreshToken)
      expect(() => sealOf('x').open(rows[0]?.refreshToken ?? '', ids[1] ?? '')).toThrow()
    })

    it('asks the provider nothing for a reading of the first two minutes, and once for each write', async () => {
      const sessions = aProcess()
      const id = await signIn(sessions, 'kim')
      provider.calls.length = 0
      await workFor(sessions, id, 2 * MINUTE)
      expect(provider.calls).toEqual([])
      for (let count = 1; count <= 3; count += 1) {
        expect(isOpen(await sessions.confirm(id))).toBeTruthy()
        expect(provider.calls.filter((path) => path === '/token')).toHaveLength(count)
      }
    })

    it('doesn’t mistake a failing database for a silent provider', async () => {
      const sessions = aProcess()
      const id = await signIn(sessions, 'kim')
      answered = queries + 1
      await expect(sessions.confirm(id)).rejects.toThrow('the database is down')
    })

    it('deletes the tokens of ended sessions when someone signs in', async () => {
      const sessions = aProcess()
      const id = await signIn(sessions, 'kim')
      clock += HOUR + SECOND
      await signIn(sessions, 'cy')
      expect(await findSession(await getDb(), id)).toBeUndefined()
    })

    it.each(['lost the group', 'is disabled'])('of somebody who %s: no write any more', async (what) => {
      const sessions = aProcess()
      const person = provider.person(what === 'is disabled' ? 'lee' : 'sam')
      const id = await signIn(sessions, person.sub)
      expect(isOpen(await sessions.confirm(id))).toBeTruthy()
      if (what === 'is disabled') person.disabled = true
      else person.groups = ['somebody-elses']
      expect(await sessions.confirm(id)).toEqual({ is: 'ended' })
      expect(await sessions.read(id)).toEqual({ is: 'ended' })
      expect(await aProcess().read(id)).toEqual({ is: 'ended' })
      expect((await reasonsOf(person.sub))[0]).toContain('by single sign-on')
    })

    it.each(['works on', 'comes back later'])(
      'of somebody who lost the group and %s: no reading after five minutes',
      async (what) => {
        const sessions = aProcess()
        const person = provider.person(what === 'works on' ? 'rae' : 'jo')
        const id = await signIn(sessions, person.sub)
        person.groups = []
        if (what === 'works on') await workFor(sessions, id, 5 * MINUTE)
        clock += what === 'works on' ? SECOND : 5 * MINUTE + SECOND
        expect(await sessions.read(id)).toEqual({ is: 'ended' })
      },
    )

    it('follows the groups: someone who left operations is an engineer from the next write on', async () => {
      const sessions = aProcess()
      const person = provider.person('max')
      person.groups = ['ecr-ops', 'team-cwp']
      const id = await signIn(sessions, 'max')
      expect(isOpen(await sessions.confirm(id))).toMatchObject({ role: 'ops' })
      person.groups = ['team-cwp']
      expect(isOpen(await sessions.confirm(id))).toMatchObject({ role: 'engineer', organisations: ['cwp'] })
      expect(isOpen(await aProcess().read(id))).toMatchObject({ role: 'engineer' })
    })

    it('lets several processes ask at once, though a refresh token works once', async () => {
      const processes = [aProcess(), aProcess(), aProcess()]
      const id = await signIn(processes[0] ?? aProcess(), 'pat')
      const answers = await Promise.all([...processes, ...processes].map((each) => each.confirm(id)))
      for (const answer of answers) expect(isOpen(answer)).toBeTruthy()
    })

    it('asks a few times for many writes that wait at the same time', async () => {
      const sessions = aProcess()
      const id = await signIn(sessions, 'pat')
      provider.calls.length = 0
      const answers = await Promise.all(Array.from({ length: 20 }, () => sessions.confirm(id)))
      for (const answer of answers) expect(isOpen(answer)).toBeTruthy()
      const asked = provider.calls.filter((path) => path === '/token').length
      expect(asked).toBeGreaterThan(0)
      // Those whose session came later from the database wait for a later one.
      expect(asked).toBeLessThan(10)
    })

    it('asks again for a write that begins while it is asking', async () => {
      const sessions = aProcess()
      const id = await signIn(sessions, 'pat')
      provider.calls.length = 0
      const first = sessions.confirm(id)
      await expect.poll(() => provider.calls, { interval: 1 }).toContain('/token')
      const second = sessions.confirm(id)
      for (const answer of await Promise.all([first, second])) expect(isOpen(answer)).toBeTruthy()
      expect(provider.calls.filter((path) => path === '/token')).toHaveLength(2)
    })

    it('survives a provider that issued a new token but couldn’t report the groups', async () => {
      const sessions = aProcess()
      const id = await signIn(sessions, 'ari')
      provider.faults.broken = groupsIn === 'userinfo' ? '/me' : '/token'
      expect(await sessions.confirm(id)).toEqual({ is: 'unverified', because: 'sign-on' })
      provider.faults.broken = undefined
      expect(isOpen(await sessions.confirm(id))).toBeTruthy()
    })

    it('without the provider goes on for reading for 15 minutes, writes nothing, and is there again with it', async () => {
      const sessions = aProcess()
      const id = await signIn(sessions, 'bo')
      await provider.goAway()
      expect(await sessions.confirm(id)).toEqual({ is: 'unverified', because: 'sign-on' })
      await workFor(sessions, id, 15 * MINUTE)
      expect(isOpen(await sessions.read(id))).toBeTruthy()
      clock += SECOND
      expect(await sessions.read(id)).toEqual({ is: 'unverified', because: 'sign-on' })
      await provider.comeBack()
      clock += 20 * SECOND
      expect(isOpen(await sessions.read(id))).toBeTruthy()
      expect(isOpen(await sessions.confirm(id))).toBeTruthy()
    })

    it.each([
      ['another audience', { aud: 'another-client' }],
      ['another issuer', { iss: 'https://elsewhere.example.com' }],
      ['an end in the past', { exp: 1 }],
    ])('writes nothing on an ID token with %s', async (_what, forge) => {
      const sessions = aProcess()
      const id = await signIn(sessions, 'cy')
      provider.faults.forge = forge
      expect(await sessions.confirm(id)).toEqual({ is: 'unverified', because: 'sign-on' })
    })

    it('ends when the provider answers for somebody else', async () => {
      const sessions = aProcess()
      const actor = identityOf(provider.person('cy'), 'groups', PEOPLE).actor
      if (!actor) throw new Error('cy is nobody')
      const id = await sessions.start(actor, await provider.refreshTokenOf('kim'))
      expect(await sessions.confirm(id)).toEqual({ is: 'ended' })
    })

    it('is invalid in the sandbox, and a sandbox session is invalid here', async () => {
      const [here, sandbox] = [
        aProcess(),
        createSessions({ db: getDb, provider: undefined, seal: sealOf('x'), now: () => new Date(clock) }),
      ]
      expect(await sandbox.read(await signIn(here, 'kim'))).toEqual({ is: 'ended' })
      const local = await sandbox.start(portal.as('ops-reviewer').actor, undefined)
      expect(await here.read(local)).toEqual({ is: 'ended' })
      expect(await here.confirm(local)).toEqual({ is: 'ended' })
    })
  },
)
