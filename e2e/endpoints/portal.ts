import { randomUUID } from 'node:crypto'
import type { Browser } from '@playwright/test'
import { z } from 'zod'
import { forgetCalls, writesAt } from '../../lib/sandbox/test-calls'
import { resultIn } from '../../lib/tools/soak/call-action'
import { expect, signIn, type User } from '../fixtures'
import { builtEndpoints } from './built-endpoints'
import {
  ACTIONS,
  NEW_REPOSITORY,
  OTHER_ACCESS,
  PAGES,
  REPOSITORY,
  type Setup,
  WANTED_ACCESS,
} from './endpoints'
import { expectHeaders } from './expect-headers'
import { call, formCall } from './probes'
import { type Answer, type Headers, type Sent, send } from './send'

export const USERS: User[] = ['cwp-engineer', 'hpid-engineer', 'ops-reviewer']

const SANDBOX = `http://127.0.0.1:${process.env.E2E_SANDBOX_PORT || '4610'}`

const Records = z.array(
  z.object({ action: z.string(), outcome: z.string(), actorName: z.string(), hash: z.string() }),
)

export type Portal = Awaited<ReturnType<typeof openPortal>>

/** The portal over HTTP, byte for byte, with a repository and a request to ask its endpoints about. */
export async function openPortal(browser: Browser, base: string) {
  const { actions } = builtEndpoints()

  async function sessionOf(user: User): Promise<Headers> {
    const context = await browser.newContext({ baseURL: base })
    await signIn(await context.newPage(), user)
    const cookies = await context.cookies()
    await context.close()
    return { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') }
  }
  const sessions = {
    'cwp-engineer': await sessionOf('cwp-engineer'),
    'hpid-engineer': await sessionOf('hpid-engineer'),
    'ops-reviewer': await sessionOf('ops-reviewer'),
  }

  function actionOf(name: string) {
    const action = actions.find((each) => each.name === name)
    if (!action) throw new Error(`the build has no action ${name}`)
    return action
  }
  const pathOf = (route: string) => PAGES[route]?.at?.(setup) ?? route
  async function ask(path: string, sent?: Sent): Promise<Answer> {
    const answer = await send(base, path, sent)
    expectHeaders(answer.headers, `${sent?.method ?? 'GET'} ${path}`)
    return answer
  }
  const asked: { id: unknown; user: User }[] = []
  async function post(name: string, input: unknown, headers: Headers, page = pathOf(actionOf(name).page)) {
    const answer = await ask(page, call(actionOf(name).id, input, headers))
    const result = resultOf(answer)
    const user = USERS.find((each) => sessions[each].cookie === headers.cookie)
    if (name === 'createRequestAction' && result?.ok && user) asked.push({ id: result.value, user })
    return answer
  }
  const ours = { origin: base }

  async function made(name: string, input: unknown): Promise<unknown> {
    const result = resultOf(await post(name, input, { ...ours, ...sessions['cwp-engineer'] }))
    if (!result?.ok) throw new Error(`${name}: ${result?.message ?? 'no answer'}`)
    return result.value
  }
  const askFor = async (access: object) =>
    z.number().parse(await made('createRequestAction', { ...access, submission: randomUUID() }))
  const setup: Setup = {
    request: 0,
    newRequest: () => askFor(OTHER_ACCESS),
    newRepository: async () => {
      const name = `cwp/${randomUUID()}`
      await made('createRepositoryAction', { ...NEW_REPOSITORY, name })
      return { ...REPOSITORY, name }
    },
  }
  await made('createRepositoryAction', {
    ...NEW_REPOSITORY,
    name: REPOSITORY.name,
    shareWith: ['957591566260'],
  })
  setup.request = await askFor(WANTED_ACCESS)

  /** What the record says was done, leaving out what was refused; newest first. */
  async function records(action = ''): Promise<z.output<typeof Records>> {
    const path = `/activity/export/json?${new URLSearchParams({ action })}`
    const { body } = await ask(path, { headers: sessions['ops-reviewer'] })
    return Records.parse(JSON.parse(body)).filter(({ outcome }) => outcome !== 'refused')
  }

  return {
    base,
    setup,
    sessions,
    sessionOf,
    ours,
    ask,
    post,
    postAsForm: (name: string, input: unknown, headers: Headers) =>
      ask(pathOf(actionOf(name).page), formCall(actionOf(name).id, input, headers)),
    records,

    /** Runs `work`, and checks in AWS and in the record that it changed nothing. */
    async expectUnchanged(work: () => Promise<void>): Promise<void> {
      const before = await records()
      await forgetCalls(SANDBOX)
      await work()
      expect(await writesAt(SANDBOX), 'calls that change something in AWS').toEqual([])
      expect((await records())[0]?.hash, 'the newest record').toBe(before[0]?.hash)
    },

    inputOf: (name: string) => ACTIONS[name]?.input?.(setup),

    /** Withdraws every request that was made. */
    async close(): Promise<void> {
      for (const { id, user } of asked) {
        const answer = resultOf(await post('withdrawRequestAction', { id }, { ...ours, ...sessions[user] }))
        // A decided request can no longer be withdrawn.
        if (!answer?.ok) expect(answer, `request ${id}`).not.toMatchObject({ code: 'unauthenticated' })
      }
    },
  }
}

/** An action’s result; undefined when it did not run. */
export function resultOf({ body }: Answer) {
  return resultIn(body)
}
