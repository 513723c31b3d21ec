import { randomUUID } from 'node:crypto'
import type { Browser } from '@playwright/test'
import { z } from 'zod'
import { writesAt } from '../../lib/sandbox/test-calls'
import { resultIn } from '../../lib/tools/soak/call-action'
import { test as base, expect, signIn, type User } from '../fixtures'
import type { Portal } from '../portal'
import { sandboxAt } from '../sandbox'
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

const Records = z.array(
  z.object({ action: z.string(), outcome: z.string(), actorName: z.string(), hash: z.string() }),
)

export type Client = Awaited<ReturnType<typeof openClient>>

/** The portal over HTTP, byte for byte, with a repository and a request to ask its endpoints about. */
export async function openClient(browser: Browser, { origin: base, sandbox: endpoint }: Portal) {
  const sandbox = sandboxAt(endpoint)
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
  async function post(name: string, input: unknown, headers: Headers, page = pathOf(actionOf(name).page)) {
    return ask(page, call(actionOf(name).id, input, headers))
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
    shareWith: ['120744138334'],
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
      await sandbox.forgetCalls()
      await work()
      expect(await writesAt(endpoint), 'calls that change something in AWS').toEqual([])
      expect((await records())[0]?.hash, 'the newest record').toBe(before[0]?.hash)
    },

    inputOf: (name: string) => ACTIONS[name]?.input?.(setup),
  }
}

/** Its worker’s portal is asked nothing else, so what these tests leave in it is in no other test’s way. */
export const test = base.extend<object, { client: Client }>({
  client: [
    async ({ browser, workersPortal }, use) => use(await openClient(browser, workersPortal)),
    { scope: 'worker' },
  ],
})

/** An action’s result; undefined when it did not run. */
export function resultOf({ body }: Answer) {
  return resultIn(body)
}
