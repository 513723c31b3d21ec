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
    await expect(page.getByText('Not every registry could be read')).toBeVisible()
    await expect(page.getByText(/ccp-dev, eu-central-1: listed as it was/)).toBeVisible()
    await expect(row).toContainText('access denied')
    await expect(row.getByRole('link')).toHaveText(listed ?? '')
    await expectAccessible(page)
    await screenshot(page, 'failing-registry')
  } finally {
    await request.delete(FAULTS)
  }
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByText('Not every registry could be read')).toBeHidden()
  await expect(row).not.toContainText('access denied')
})
