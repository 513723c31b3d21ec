import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from '@playwright/test'
import { watchEffort } from './effort'
import { type Portal, withPortal } from './portal'
import { openRepositories, type Repositories } from './repositories'
import { LOGS } from './results'
import { type Sandbox, sandboxAt } from './sandbox'

/** The sandbox's people. */
export type User = 'cwp-engineer' | 'hpid-engineer' | 'ops-reviewer'

type Fixtures = {
  /** The portal under test; a test must leave it as it found it. */
  portal: Portal
  /** The portal's sandbox. It fails at nothing any more once the test is over. */
  sandbox: Sandbox
  /** Makes repositories, which are removed once the test is over. */
  repositories: Repositories
  /** Opens a page as this person, in a browser of their own. */
  signedIn: (user: User, path?: string) => Promise<Page>
  /** Console errors that the test provokes, such as a page that does not exist. */
  expectedErrors: RegExp[]
}

type WorkerFixtures = { workersPortal: Portal }

/** One sign-in per person is enough, as tests of signing out sign in by themselves. */
const sessions = new Map<string, Exclude<BrowserContextOptions['storageState'], string>>()

/** Playwright's test, with a portal to try. An error on a console or in a page fails the test. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  // Each worker has its own, so what runs side by side shares nothing.
  workersPortal: [
    async ({ playwright: _ }, use, { workerIndex }) =>
      withPortal({}, async (portal) => {
        await use(portal)
        mkdirSync(LOGS, { recursive: true })
        writeFileSync(join(LOGS, `${workerIndex}.log`), portal.logged())
      }),
    { scope: 'worker', timeout: 180_000 },
  ],

  portal: ({ workersPortal }, use) => use(workersPortal),

  baseURL: ({ portal }, use) => use(portal.origin),

  sandbox: async ({ portal }, use) => {
    const sandbox = sandboxAt(portal.sandbox)
    await use(sandbox)
    await sandbox.recover()
  },

  repositories: async ({ portal }, use) => {
    const repositories = openRepositories(portal.sandbox)
    await use(repositories)
    await repositories.removeAll()
  },

  expectedErrors: [[], { option: true }],

  context: async ({ context, expectedErrors }, use) => {
    const errors = await watch(context)
    await use(context)
    expectNone(errors, expectedErrors)
  },

  signedIn: async ({ browser, baseURL, expectedErrors }, use) => {
    const opened: { context: BrowserContext; errors: string[] }[] = []
    await use(async (user, path = '/') => {
      const key = `${user} at ${baseURL}`
      const storageState = sessions.get(key)
      const context = await browser.newContext(storageState ? { storageState } : {})
      opened.push({ context, errors: await watch(context) })
      const page = await context.newPage()
      if (!sessions.has(key)) {
        await signIn(page, user)
        sessions.set(key, await context.storageState())
      }
      await page.goto(path)
      return page
    })
    for (const { context } of opened) await context.close()
    expectNone(
      opened.flatMap(({ errors }) => errors),
      expectedErrors,
    )
  },
})

/** For tests that only a portal of their own can be asked for: they end it, wear it out, or need one that is new. */
export const testWithOwnPortal = test.extend({
  portal: [({ playwright: _ }, use) => withPortal({}, use), { scope: 'test', timeout: 180_000 }],
})

export { expect }
export async function signIn(page: Page, user: User): Promise<void> {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: user, exact: true }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}

/** The cookie that lets its holder be the person who is signed in there. */
export async function sessionOf(context: BrowserContext): Promise<string> {
  const session = (await context.cookies()).find(({ name }) => name === 'portal-session')
  if (!session) throw new Error('Nobody is signed in there.')
  return session.value
}

/** The list to which every error in the context's pages is added from now on. */
async function watch(context: BrowserContext): Promise<string[]> {
  const errors: string[] = []
  context.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.page()?.url()}: ${message.text()}`)
  })
  context.on('weberror', (error) => errors.push(`${error.page()?.url()}: ${error.error()}`))
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await watchEffort(context)
  return errors
}

function expectNone(errors: string[], expected: RegExp[]): void {
  const surprises = errors.filter((error) => !expected.some((pattern) => pattern.test(error)))
  expect(surprises, 'errors on the console').toEqual([])
}
