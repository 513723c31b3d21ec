import type { Page } from '@playwright/test'
import { expectAccessible } from './axe'
import { countEffort, paste } from './effort'
import { expect, test } from './fixtures'
import { screenshot } from './screenshot'

const FLUENTD = 'cwp/fluentd-elasticsearch-aws'
const FLUENTD_IN_PROD = '/registries/872569379934/us-west-2/cwp:fluentd-elasticsearch-aws'

async function expectFluentd(page: Page) {
  await expect(page.getByRole('heading', { level: 1, name: FLUENTD })).toBeVisible()
}

/** Opens the palette on a page that already hears the keys. */
async function openPalette(page: Page) {
  await expect(page.locator('html')).toHaveAttribute('data-keys', 'on')
  await page.keyboard.press('ControlOrMeta+k')
  return page.getByRole('combobox', { name: 'Find a repository, a page or an action' })
}

function optionsOf(page: Page) {
  return page.getByRole('listbox', { name: 'Results' }).getByRole('option')
}

function highlighted(page: Page) {
  return page.getByRole('listbox', { name: 'Results' }).getByRole('option', { selected: true })
}

/** Keeps what is asked for there back until it is let go. */
async function hold(page: Page, url: string): Promise<() => void> {
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route(url, async (route) => {
    await held
    await route.continue()
  })
  return letGo
}

for (const path of ['/', '/guide', '/repositories/new', '/activity', FLUENTD_IN_PROD])
  test(`F1: from ${path}, what is typed at once after Ctrl K finds a repository`, async ({ signedIn }) => {
    const page = await signedIn('cwp-engineer', path)
    await expect(page.locator('html')).toHaveAttribute('data-keys', 'on')
    const effort = countEffort(page, 'F1 from any page')
    await page.keyboard.press('ControlOrMeta+k')
    await page.keyboard.type('kube-state')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'cwp/kube-state-metrics' })).toBeVisible()
    await effort.within({ clicks: 0, keys: 1 + 'kube-state'.length + 1 })
  })

test.describe('before the rest has arrived', () => {
  test.use({ expectedErrors: [/ERR_FAILED/] })

  test('Enter opens the first hit, even when the rest never arrives', async ({ signedIn }) => {
    const page = await signedIn('cwp-engineer', '/guide')
    await expect(page.locator('html')).toHaveAttribute('data-keys', 'on')
    await page.route('**/_next/static/**', (route) => route.abort())
    await openPalette(page)
    await page.keyboard.type('fluentd')
    await expect(page.getByText('Suggestions couldn’t be loaded')).toBeVisible()
    await page.unroute('**/_next/static/**')
    await page.keyboard.press('Enter')
    await expectFluentd(page)
  })

  test('without scripts the button opens it, and Enter the first hit', async ({ signedIn, browser }) => {
    const signed = await signedIn('cwp-engineer')
    const context = await browser.newContext({
      storageState: await signed.context().storageState(),
      javaScriptEnabled: false,
    })
    const page = await context.newPage()
    await page.goto('/guide')
    await page.getByRole('button', { name: 'Find a repository' }).click()
    await page.keyboard.type('fluentd')
    await page.keyboard.press('Enter')
    await expectFluentd(page)
    await context.close()
  })
})

test('text typed before the scripts load is searched for once they do', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer')
  const letGo = await hold(page, '**/_next/static/**/*.js')
  await page.goto('/guide', { waitUntil: 'commit' })
  await page.getByRole('button', { name: 'Find a repository' }).click()
  await page.keyboard.type('fluentd')
  letGo()
  await expect(page.getByText('3 repositories')).toBeVisible()
  await page.keyboard.press('Enter')
  await expectFluentd(page)
})

test('arrows select, Enter opens, and Ctrl Enter opens a new tab', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', '/guide')
  const field = await openPalette(page)
  await page.keyboard.type('fluentd')
  const options = page.getByRole('group', { name: 'Repositories' }).getByRole('option')
  await expect(options).toHaveText([/hp-id-dev/, /hp-id-prod/, /ccp-dev/])
  await expect(highlighted(page)).toHaveText(/hp-id-dev/)
  await expect(field).toHaveAttribute('aria-expanded', 'true')
  await expectAccessible(page)
  await screenshot(page, 'palette-found')

  await page.keyboard.press('ArrowDown')
  await expect(highlighted(page)).toHaveText(/hp-id-prod 872569379934/)
  await expect(field).toBeFocused()
  await expect(field).toHaveAttribute(
    'aria-activedescendant',
    (await highlighted(page).getAttribute('id')) ?? '',
  )
  const [beside] = await Promise.all([
    page.context().waitForEvent('page'),
    page.keyboard.press('ControlOrMeta+Enter'),
  ])
  await expect(beside).toHaveURL(FLUENTD_IN_PROD)
  await beside.close()

  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await expect(highlighted(page)).toHaveText('Create fluentd')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(FLUENTD_IN_PROD)
  await expectFluentd(page)
  await expect(field).toBeHidden()
})

test('Home and End move in the text', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', '/guide')
  const field = await openPalette(page)
  await page.keyboard.type('luent')
  await page.keyboard.press('Home')
  await page.keyboard.type('f')
  await page.keyboard.press('End')
  await page.keyboard.type('d')
  await expect(field).toHaveValue('fluentd')
})

test('recently opened pages come first, except the current one', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', '/registries/120744138334/us-west-2/cwp:consul')
  await expect(page.locator('html')).toHaveAttribute('data-keys', 'on')
  await page.goto('/registries/120744138334/us-west-2/cwp:not-there')
  await expect(page.getByText('There is no repository cwp/not-there')).toBeVisible()
  await page.goto(FLUENTD_IN_PROD)
  await openPalette(page)
  const recent = page.getByRole('group', { name: 'Recent' }).getByRole('option')
  await expect(recent).toHaveText([/^cwp\/consul/])
  await expect(page.getByRole('group', { name: 'This repository' }).getByRole('option')).toHaveCount(4)
  await expectAccessible(page)
  await screenshot(page, 'palette')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'cwp/consul' })).toBeVisible()
  await openPalette(page)
  await expect(recent).toHaveText([/^cwp\/fluentd/])
})

for (const [typed, name, address] of [
  ['activ', 'Activity', '/activity'],
  ['denied', 'Why was I denied?', '/access'],
  ['create repo', 'Create a repository', '/repositories/new'],
  ['perm', 'Permissions', `${FLUENTD_IN_PROD}/permissions`],
  ['cwp', 'See all', '/repositories?q=cwp'],
] as const)
  test(`“${typed}” leads to “${name}”`, async ({ signedIn }) => {
    const page = await signedIn('cwp-engineer', FLUENTD_IN_PROD)
    await openPalette(page)
    await page.keyboard.type(typed)
    await optionsOf(page).filter({ hasText: name }).click()
    await expect(page).toHaveURL(address)
  })

test('an action is done from the keyboard: the theme, and the list of keys', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', '/guide')
  await openPalette(page)
  await page.keyboard.type('theme')
  await expect(highlighted(page)).toHaveText('Switch between light and dark theme')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.getByText('cwp-engineer').click()
  await expect(page.getByLabel('Theme')).toHaveValue('dark')

  await openPalette(page)
  await page.keyboard.type('keys')
  await expect(highlighted(page)).toHaveText('Show keyboard shortcuts')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
})

test('closing restores the focus and clears the text', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', '/repositories')
  const search = page.getByRole('searchbox', { name: 'Find a repository' })
  await search.focus()
  const field = await openPalette(page)
  await page.keyboard.type('flu')
  await page.keyboard.press('Escape')
  await expect(search).toBeFocused()
  await expect(search).toHaveValue('')

  await page.keyboard.press('ControlOrMeta+k')
  await expect(field).toHaveValue('')
  await page.keyboard.press('ControlOrMeta+k')
  await expect(field).toBeHidden()

  await page.getByRole('button', { name: 'Find a repository' }).click()
  await expect(field).toBeFocused()
  await page.mouse.click(5, 5)
  await expect(field).toBeHidden()
})

test('a slash focuses the page’s search, or else the palette, unless single keys are off', async ({
  signedIn,
}) => {
  const page = await signedIn('cwp-engineer', '/repositories')
  await expect(page.locator('html')).toHaveAttribute('data-keys', 'on')
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox', { name: 'Find a repository' })).toBeFocused()

  await page.goto('/guide')
  await expect(page.locator('html')).toHaveAttribute('data-keys', 'on')
  await page.keyboard.press('/')
  const field = page.getByRole('combobox', { name: 'Find a repository, a page or an action' })
  await expect(field).toBeFocused()
  await expect(field).toHaveValue('')
  await page.keyboard.press('Escape')
  await expect(field).toBeHidden()
  // What is hidden keeps the focus until the next frame, and the key would be typed into it.
  await expect(page.locator('input:focus')).toHaveCount(0)

  await page.keyboard.press('?')
  const off = page.getByLabel('Turn off single-key shortcuts')
  await off.check()
  await page.keyboard.press('Escape')
  await expect(off).toBeHidden()
  await expect(page.locator('input:focus')).toHaveCount(0)
  await page.keyboard.press('/')
  await expect(field).toBeHidden()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(field).toBeFocused()
})

test('a missing repository can be created from there', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', '/guide')
  await openPalette(page)
  await page.keyboard.type('cwp/not-there-yet')
  await expect(page.getByText('No repository matches “cwp/not-there-yet”')).toBeVisible()
  await expectAccessible(page)
  await screenshot(page, 'palette-none')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('cwp/not-there-yet')
})

test('a pasted image URI is the only result', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', '/guide')
  await openPalette(page)
  await paste(page, `872569379934.dkr.ecr.us-west-2.amazonaws.com/${FLUENTD}:1.5.3`)
  await expect(optionsOf(page)).toHaveText([`Open ${FLUENTD}hp-id-prod (872569379934) · us-west-2`])
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(FLUENTD_IN_PROD)
  await expectFluentd(page)
})

test('a late response never replaces a newer one', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', '/guide')
  const letGo = await hold(page, '**/repositories/search?q=c')
  const field = await openPalette(page)
  await page.keyboard.type('c')
  await expect(page.getByText('Searching…')).toBeVisible()
  const givenUp = page.waitForEvent('requestfailed', (request) => request.url().endsWith('?q=c'))
  await field.fill('fluentd')
  await givenUp
  letGo()
  await expect(page.getByText('3 repositories')).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(highlighted(page)).toHaveText(/fluentd.*hp-id-prod/)
})

test('Enter waits for the results of the typed text', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', '/guide')
  const letGo = await hold(page, '**/repositories/search?q=fluentd')
  await openPalette(page)
  await expect(highlighted(page)).toBeVisible()
  await page.keyboard.type('fluentd')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Searching…')).toBeVisible()
  await expect(page).toHaveURL('/guide')
  letGo()
  await expectFluentd(page)
})

test.describe('when the search fails', () => {
  test.use({ expectedErrors: [/500/] })

  test('it says so, and offers a retry', async ({ signedIn }) => {
    const page = await signedIn('cwp-engineer', '/guide')
    await page.route('**/repositories/search?**', (route) => route.fulfill({ status: 500 }))
    await openPalette(page)
    await page.keyboard.type('fluentd')
    await expect(page.getByText('The search didn’t respond.')).toBeVisible()
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await expectFluentd(page)
  })
})

test.describe('when the session has ended', () => {
  test.use({ expectedErrors: [/401/] })
  test('it leads through sign-in to the search', async ({ signedIn }) => {
    const page = await signedIn('cwp-engineer', '/guide')
    await openPalette(page)
    await page.context().clearCookies()
    await page.keyboard.type('fluentd')
    await expect(page.getByText('You’re signed out')).toBeVisible()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'cwp-engineer', exact: true }).click()
    await expectFluentd(page)
  })
})

for (const [what, text] of [
  ['ten thousand characters', 'x'.repeat(10_000)],
  ['control characters', 'a\u0000\u0007\u202e\ufffe'],
  ['regular expressions', '.*(+[\\'],
] as const)
  test(`${what} match nothing and do no harm`, async ({ signedIn }) => {
    const page = await signedIn('cwp-engineer', '/guide')
    const field = await openPalette(page)
    await paste(page, text)
    await expect(page.getByText('No repository matches')).toBeVisible()
    await field.fill('fluentd')
    await expect(page.getByText('3 repositories')).toBeVisible()
  })
