import { expectAccessible } from './axe'
import { expect, test } from './fixtures'
import { screenshot } from './screenshot'

test('a registry that AWS denies is named, and its last copy stays', async ({
  signedIn,
  sandbox,
  request,
}) => {
  const page = await signedIn('cwp-engineer')
  const row = page.getByRole('row').filter({ hasText: '957591566260.dkr.ecr.eu-central-1.amazonaws.com' })
  await expect(row).toContainText('read')
  const repositories = row.getByRole('link', { name: /^Repositories of/ })
  const listed = await repositories.textContent()
  const fault = {
    fault: 'access-denied',
    account: '957591566260',
    region: 'eu-central-1',
    operation: 'DescribeRepositories',
  } as const
  await sandbox.fail(fault)
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByText('Some registries couldn’t be read')).toBeVisible()
  await expect(page.getByText(/ccp-dev, eu-central-1: showing a copy from/)).toBeVisible()
  await expect(row).toContainText('access denied')
  await expect(repositories).toHaveText(listed ?? '')
  // The portal itself is healthy and keeps receiving traffic.
  expect((await request.get('/readyz')).status()).toBe(200)
  await expectAccessible(page)
  await screenshot(page, 'failing-registry')
  await sandbox.recover()
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByText('Some registries couldn’t be read')).toBeHidden()
  await expect(row).not.toContainText('access denied')
})

test('a refresh shows progress, and the list its age', async ({ signedIn, sandbox }) => {
  const page = await signedIn('cwp-engineer', '/repositories')
  await expect(page.getByRole('status').filter({ hasText: 'as of' })).toBeVisible()
  const slow = { fault: 'latency', latencyMs: 600, operation: 'DescribeRepositories' } as const
  await sandbox.fail(slow)
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByText(/^Reading \d of 7 registries/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Refresh' })).toBeDisabled()
  await expect(page.locator('[data-row]').first()).toBeVisible()
  await expect(page.getByText('as of just now')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Refresh' })).toBeEnabled()
})
