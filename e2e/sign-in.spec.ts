import { expectAccessible } from './axe'
import { expect, signIn, test, type User } from './fixtures'
import { screenshot } from './screenshot'

const USERS: User[] = ['cwp-engineer', 'hpid-engineer', 'ops-reviewer']

test('nothing is shown without a session', async ({ page }) => {
  await page.goto('/repositories?q=cwp')
  await expect(page).toHaveURL(/\/sign-in\?next=/)
  await expect(page.getByRole('button', { name: 'cwp-engineer', exact: true })).toBeVisible()
})

test('monitoring checks liveness and readiness without a session', async ({ request }) => {
  for (const path of ['/healthz', '/readyz']) {
    const response = await request.get(path, { maxRedirects: 0 })
    expect([response.status(), await response.text()]).toEqual([200, 'ok\n'])
  }
})

for (const user of USERS)
  test(`${user} signs in`, async ({ page }) => {
    await signIn(page, user)
    await expect(page.getByText(user)).toBeVisible()
  })

test('signing out discards all input, and the old cookie is worthless', async ({ page, context }) => {
  await signIn(page, 'ops-reviewer')
  const cookies = await context.cookies()
  await page.goto('/access')
  await page.getByLabel('Why do you need it?').fill('Not for whoever is next.')
  await page.getByText('ops-reviewer').click()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page).toHaveURL(/\/sign-in$/)
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
  await context.addCookies(cookies)
  await page.goto('/access')
  await expect(page.getByText('Your session has ended')).toBeVisible()
})

test('two people are signed in at the same time', async ({ signedIn }) => {
  const engineer = await signedIn('hpid-engineer')
  const reviewer = await signedIn('ops-reviewer')
  await expect(engineer.getByText('hpid-engineer')).toBeVisible()
  await expect(reviewer.getByText('ops-reviewer')).toBeVisible()
})

test('the sign-in page is accessible in both themes', async ({ page }) => {
  await page.goto('/sign-in')
  await expectAccessible(page)
  await screenshot(page, 'sign-in')
})

test('the chosen theme applies before the first paint', async ({ page, context, baseURL }) => {
  for (const theme of ['light', 'dark']) {
    await context.addCookies([{ name: 'theme', value: theme, url: new URL('/', baseURL).href }])
    const response = await page.goto('/sign-in')
    expect(await response?.text()).toContain(`data-theme="${theme}"`)
  }
})
