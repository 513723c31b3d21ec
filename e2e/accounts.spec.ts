import { expectAccessible } from './axe'
import { clipboard } from './effort'
import { expect, test, testWithOwnPortal } from './fixtures'
import { screenshot } from './screenshot'

// In a portal that has never checked an account.
testWithOwnPortal(
  'operations checks every account, and viewing the page calls nothing in AWS',
  async ({ signedIn, sandbox }) => {
    const page = await signedIn('ops-reviewer')
    await expect(page.getByRole('row').filter({ hasText: 'eu-central-1' })).toContainText('read')
    await page.getByText('ops-reviewer').click()
    await sandbox.forgetCalls()
    await page.getByRole('link', { name: 'Accounts', exact: true }).click()
    const table = page.getByRole('table', { name: 'The portal’s permissions' })
    await expect(table.getByRole('row')).toHaveCount(8)
    await expect(page.getByRole('status')).toHaveText('Never checked')
    await expectAccessible(page)
    await screenshot(page, 'accounts-never')
    const mine = async () =>
      (await sandbox.calls()).filter(({ sourceIdentity }) => sourceIdentity === 'local-ops-reviewer')
    expect(await mine()).toEqual([])

    await page.getByRole('button', { name: 'Check now' }).click()
    await expect(page.getByRole('status')).toHaveText('Everything is in order · as of just now')
    await expect(table.getByText('yes')).toHaveCount(7 * 6)
    expect(await mine()).toHaveLength(7 * 15)
    await expectAccessible(page)

    await page.reload()
    await expect(table.getByText('yes')).toHaveCount(7 * 6)
    await expect(table.getByText('by ops-reviewer')).toHaveCount(7)
    await page.goto('/activity')
    await expect(
      page
        .getByRole('listitem')
        .filter({ hasText: 'checked the portal’s permissions in ccp-dev, eu-central-1' }),
    ).toHaveCount(1)
  },
)

test('a permission that a role lacks is named, with what AWS said and the policy to copy', async ({
  signedIn,
  sandbox,
}) => {
  const page = await signedIn('ops-reviewer', '/accounts')
  const prod = { account: '872569379934' }
  await sandbox.fail({ fault: 'access-denied', operation: 'SetRepositoryPolicy', ...prod })
  await sandbox.fail({ fault: 'access-denied', operation: 'AssumeRole', account: '957591566260' })
  await sandbox.fail({ fault: 'throttle', operation: 'PutImageTagMutability', account: '120744138334' })
  await page.getByRole('button', { name: 'Check now' }).click()
  await expect(page.getByRole('status')).toContainText('5 registries need attention')
  const row = page.getByRole('row').filter({ hasText: prod.account })
  await expect(row.getByText('missing')).toHaveCount(1)
  await expect(row.getByText('yes')).toHaveCount(5)

  const work = page.getByRole('region', { name: 'hp-id-prod' })
  await expect(work).toContainText('ecr-portal-write lacks ecr:SetRepositoryPolicy.')
  await expect(work).toContainText('is not authorized to perform: ecr:SetRepositoryPolicy')
  await work.getByRole('button', { name: /^Copy the write policy/ }).click()
  const copied = JSON.parse(await clipboard(page))
  expect(JSON.stringify(copied)).toContain('ecr:SetRepositoryPolicy')
  await expect(page.getByRole('region', { name: 'ccp-dev' })).toContainText(
    'The portal can’t assume ecr-portal-read: AWS denies sts:AssumeRole. us-west-2, us-east-1, eu-central-1',
  )
  await expectAccessible(page)
  await screenshot(page, 'accounts')

  await work.getByRole('link', { name: 'Roles of hp-id-prod' }).click()
  const roles = page.getByRole('listitem').filter({ hasText: 'ecr-portal-hp-id-prod' })
  await expect(roles.getByText('AWSTemplateFormatVersion')).toBeVisible()
  await roles.getByText('Terraform', { exact: true }).click()
  await expect(roles.getByText('resource "aws_iam_role" "ecr_portal_write"')).toBeVisible()
  await expectAccessible(page)
  await screenshot(page, 'accounts-roles')
  await sandbox.recover()
  await page.getByRole('button', { name: 'Check hp-id-prod, us-west-2' }).click()
  await expect(page.getByRole('region', { name: 'hp-id-prod' })).toBeHidden()
  await expect(page.getByRole('region', { name: 'ccp-dev' })).toBeVisible()
  await page.getByRole('button', { name: 'Check now' }).click()
  await expect(page.getByRole('status')).toContainText('Everything is in order')
})

test('operations finds the page in the palette', async ({ signedIn }) => {
  const page = await signedIn('ops-reviewer', '/guide')
  await expect(page.locator('html')).toHaveAttribute('data-keys', 'on')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('accounts')
  await expect(page.getByRole('option', { name: /^Accounts/ })).toBeVisible()
  await page.getByRole('option', { name: /^Accounts/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Accounts' })).toBeVisible()
})

test.describe('an engineer', () => {
  test.use({ expectedErrors: [/403/] })
  test('sees who may use the page, and may not check an account', async ({ signedIn }) => {
    const page = await signedIn('cwp-engineer', '/accounts')
    await expect(page.getByText('This page is for infrastructure operations')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Check now' })).toHaveCount(0)
    await expect(page.getByText('ecr-portal-write')).toHaveCount(0)
    await expectAccessible(page)
    await screenshot(page, 'accounts-engineer')
    const refused = await page.evaluate(async () => {
      const { status } = await fetch('/accounts/check?account=872569379934&region=us-west-2', {
        method: 'POST',
      })
      return status
    })
    expect(refused).toBe(403)
    await page.getByText('cwp-engineer').click()
    await expect(page.getByRole('link', { name: 'Accounts', exact: true })).toHaveCount(0)
  })
})
