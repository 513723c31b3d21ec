import { expectAccessible } from './axe'
import { expect, test } from './fixtures'
import { screenshot } from './screenshot'

const FAULTS = `http://127.0.0.1:${process.env.E2E_SANDBOX_PORT || '4610'}/_sandbox/faults`

test('a registry that AWS refuses is named in place, and its last copy stays', async ({
  signedIn,
  request,
}) => {
  const page = await signedIn('cwp-engineer')
  const row = page.getByRole('row').filter({ hasText: '957591566260.dkr.ecr.eu-central-1.amazonaws.com' })
  await expect(row).toContainText('read')
  const listed = await row.getByRole('link').textContent()
  const fault = {
    fault: 'access-denied',
    account: '957591566260',
    region: 'eu-central-1',
    operation: 'DescribeRepositories',
  }
  expect((await request.post(FAULTS, { data: fault })).ok()).toBe(true)
  try {
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(page.getByText('Some registries couldn’t be read')).toBeVisible()
    await expect(page.getByText(/ccp-dev, eu-central-1: showing a copy from/)).toBeVisible()
    await expect(row).toContainText('access denied')
    await expect(row.getByRole('link')).toHaveText(listed ?? '')
    // The portal itself is well, and stays where people are sent to.
    expect((await request.get('/readyz')).status()).toBe(200)
    await expectAccessible(page)
    await screenshot(page, 'failing-registry')
  } finally {
    await request.delete(FAULTS)
  }
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByText('Some registries couldn’t be read')).toBeHidden()
  await expect(row).not.toContainText('access denied')
})

test('a refresh says how far it is, and the list how old it is', async ({ signedIn, request }) => {
  const page = await signedIn('cwp-engineer', '/repositories')
  await expect(page.getByRole('status').filter({ hasText: 'as of' })).toBeVisible()
  const slow = { fault: 'latency', latencyMs: 600, operation: 'DescribeRepositories' }
  expect((await request.post(FAULTS, { data: slow })).ok()).toBe(true)
  try {
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(page.getByText(/^Reading \d of 7 registries/)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Refresh' })).toBeDisabled()
    await expect(page.locator('[data-row]').first()).toBeVisible()
    await expect(page.getByText('as of just now')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Refresh' })).toBeEnabled()
  } finally {
    await request.delete(FAULTS)
  }
})
