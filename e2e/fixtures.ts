import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from '@playwright/test'
import { watchEffort } from './effort'

/** The sandbox's people. */
export type User = 'cwp-engineer' | 'hpid-engineer' | 'ops-reviewer'

type Fixtures = {
  /** Opens a page as this person, in a browser of their own. */
  signedIn: (user: User, path?: string) => Promise<Page>
  /** What the console may say in tests that provoke it, such as a page that does not exist. */
  expectedErrors: RegExp[]
}

/** Signing in once for each person is enough, as long as nobody signs out: who tests that signs in by themselves. */
const sessions = new Map<User, Exclude<BrowserContextOptions['storageState'], string>>()

/** For a test that has signed this person out everywhere. */
export function forgetSession(user: User): void {
  sessions.delete(user)
}

/** As Playwright's, with one rule more: an error on a console or in a page fails the test. */
export const test = base.extend<Fixtures>({
  expectedErrors: [[], { option: true }],

  context: async ({ context, expectedErrors }, use) => {
    const errors = await watch(context)
    await use(context)
    expectNone(errors, expectedErrors)
  },

  signedIn: async ({ browser, expectedErrors }, use) => {
    const opened: { context: BrowserContext; errors: string[] }[] = []
    await use(async (user, path = '/') => {
      const storageState = sessions.get(user)
      const context = await browser.newContext(storageState ? { storageState } : {})
      opened.push({ context, errors: await watch(context) })
      const page = await context.newPage()
      if (!sessions.has(user)) {
        await signIn(page, user)
        sessions.set(user, await context.storageState())
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
