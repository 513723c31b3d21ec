import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { paths } from '../lib/paths'
import { expectAccessible } from './axe'
import { expect, test } from './fixtures'
import { policyOf, pullBy } from './policies'
import { screenshot } from './screenshot'

const PULL_BY_HPID_CD_DEV = pullBy('120744138334', 'PullFromHpidCdDev')
const BY_HAND = pullBy('871386769552', 'ByHand')

async function grantPull(page: Page, account: string, reason = ''): Promise<void> {
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.keyboard.type(account)
  await page.keyboard.press('Enter')
  if (reason) await page.getByLabel('Reason').fill(reason)
  await save(page)
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click()
}

async function saved(page: Page): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
}

const changes = (page: Page) =>
  page.getByRole('listitem').filter({ hasText: /changed the permissions|deleted the policy/ })

test('a change and its reason are in the history, and any earlier state can be restored', async ({
  signedIn,
  repositories,
}) => {
  const permissions = paths.repository(await repositories.create(), 'permissions')
  const page = await signedIn('cwp-engineer', permissions)
  await expect(page.getByText('No policy', { exact: true })).toBeVisible()
  await grantPull(page, 'hpid-cd-dev', 'The nightly build starts from it')
  await saved(page)
  await page.getByRole('link', { name: 'History' }).click()
  const newest = changes(page).first()
  await expect(newest).toContainText('cwp-engineer changed the permissions')
  await expect(newest).toContainText('“The nightly build starts from it”')
  await expect(newest).toContainText('every user and role of hpid-cd-dev (120744138334) to pull')
  await newest.getByText('Difference').click()
  await expect(newest.getByRole('region', { name: 'Difference' })).toContainText('PullFromHpidCdDev')
  await expectAccessible(page)
  await screenshot(page, 'policy-history')

  await page.getByRole('link', { name: 'Restore this state (no policy)' }).click()
  const panel = page.getByRole('form', { name: 'Restore an earlier policy' })
  await expect(panel.getByRole('region', { name: 'Difference' })).toContainText('PullFromHpidCdDev')
  await expect(panel.getByLabel('Reason')).toHaveValue(/^restores no policy, as on .* UTC/)
  await expectAccessible(page)
  await screenshot(page, 'policy-restore')
  await page.reload()
  await expect(page.getByRole('article', { name: 'PullFromHpidCdDev' })).toBeVisible()
  await save(page)
  await saved(page)
  await expect(page.getByText('No policy', { exact: true })).toBeVisible()
  await expect(page).toHaveURL(permissions)

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('article', { name: 'PullFromHpidCdDev' })).toBeVisible()
  await page.getByRole('link', { name: 'History' }).click()
  await expect(changes(page).nth(0)).toContainText('“undoes the last change”')
  await expect(changes(page).nth(1)).toContainText('“restores no policy')
})

test('unfinished input is kept while another policy is restored', async ({ signedIn, repositories }) => {
  const repository = await repositories.create({ policy: policyOf(PULL_BY_HPID_CD_DEV) })
  const page = await signedIn('cwp-engineer', paths.repository(repository, 'permissions'))
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByLabel('Reason').fill('Not finished yet')
  await page.goto(paths.repository(repository, 'history'))
  await page.getByRole('link', { name: 'Restore this policy' }).last().click()
  await expect(page.getByText('This already is the current policy')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('form', { name: 'Grant access' }).getByLabel('Reason')).toHaveValue(
    'Not finished yet',
  )
})

test('a change made elsewhere is noticed once and shown, and an undo over it is a conflict', async ({
  signedIn,
  repositories,
}) => {
  const repository = await repositories.create({ policy: policyOf(PULL_BY_HPID_CD_DEV) })
  const permissions = paths.repository(repository, 'permissions')
  const page = await signedIn('cwp-engineer', permissions)
  await grantPull(page, 'hp-id-prod')
  await saved(page)
  await repositories.savePolicy(repository, policyOf(PULL_BY_HPID_CD_DEV, BY_HAND))

  await page.getByRole('button', { name: 'Undo' }).click()
  const conflict = page.getByRole('region', { name: 'Conflict' })
  await expect(conflict.getByRole('region', { name: 'Their change' })).toContainText('ByHand')
  await conflict.getByText('The policy you both started from').click()
  await expect(conflict.getByText('"PullFromHpIdProd"').first()).toBeVisible()
  await conflict.getByRole('button', { name: 'Keep theirs, discard mine' }).click()
  await expect(page.getByRole('article', { name: 'ByHand' })).toBeVisible()

  const ops = await signedIn('ops-reviewer', permissions)
  await expect(ops.getByText('Last changed outside the portal')).toBeVisible()
  await expectAccessible(ops)
  await screenshot(ops, 'changed-outside')
  await ops.getByRole('link', { name: 'What changed' }).click()
  const outside = changes(ops).filter({ hasText: 'outside the portal' })
  await expect(outside).toHaveCount(1)
  await expect(outside).toContainText('Somebody changed the permissions outside the portal · seen')
  await expect(outside).toContainText('every user and role of hpid-dev (871386769552) to pull')
})

test('a conflict shows both changes, and mine goes on top of theirs', async ({ signedIn, repositories }) => {
  const repository = await repositories.create({ policy: policyOf(PULL_BY_HPID_CD_DEV, BY_HAND) })
  const page = await signedIn('cwp-engineer', paths.repository(repository, 'permissions'))
  await page.getByRole('button', { name: 'Remove ByHand' }).click()
  await page.getByLabel('Reason').fill('It was made by hand')
  await repositories.savePolicy(
    repository,
    policyOf(PULL_BY_HPID_CD_DEV, BY_HAND, pullBy('872569379934', 'AlsoByHand')),
  )
  await save(page)
  const conflict = page.getByRole('region', { name: 'Conflict' })
  await expect(conflict.getByRole('region', { name: 'Their change' })).toContainText('AlsoByHand')
  await expect(conflict.getByRole('region', { name: 'My change' })).toContainText('ByHand')
  await expectAccessible(page)
  await screenshot(page, 'conflict-on-top')
  await conflict.getByRole('button', { name: 'Save mine on top' }).click()
  await saved(page)
  await expect(page.getByRole('article', { name: 'AlsoByHand' })).toBeVisible()
  await expect(page.getByRole('article', { name: 'ByHand', exact: true })).toBeHidden()
  await page.getByRole('link', { name: 'History' }).click()
  await expect(changes(page).first()).toContainText('“It was made by hand”')
})

test('a principal that no longer exists is named when an old policy is restored', async ({
  signedIn,
  repositories,
  sandbox,
}) => {
  const role = `arn:aws:iam::252775557553:role/e2e-${randomUUID()}`
  await sandbox.createPrincipal(role)
  const statement = { ...pullBy('252775557553', 'OfATest'), Principal: { AWS: role } }
  const repository = await repositories.create({ policy: policyOf(statement) })
  const page = await signedIn('cwp-engineer', paths.repository(repository, 'permissions'))
  await page.getByRole('button', { name: 'Remove OfATest' }).click()
  await save(page)
  await saved(page)
  await sandbox.deletePrincipal(role)
  await page.getByRole('link', { name: 'History' }).click()
  await page.getByRole('link', { name: 'Restore this policy' }).click()
  await save(page)
  await expect(
    page.getByRole('alert').filter({ hasText: `${role} doesn’t exist (or no longer does)` }),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
})

test('when AWS’s answer is lost, the portal looks up and reports what happened', async ({
  signedIn,
  repositories,
  sandbox,
}) => {
  const repository = await repositories.create()
  const page = await signedIn('cwp-engineer', paths.repository(repository, 'permissions'))
  const nextSave = { operation: 'SetRepositoryPolicy', times: 1 }
  await sandbox.fail({ fault: 'lost-answer', ...nextSave })
  await grantPull(page, 'hp-id-prod')
  await expect(page.getByText('Saved, although AWS’s answer was lost')).toBeVisible()
  await expect(page.getByText('Last changed outside the portal')).toHaveCount(0)
  await sandbox.fail({ fault: 'connection-reset', ...nextSave })
  await grantPull(page, 'hpid-cd-dev')
  const alert = page.getByRole('alert').filter({ hasText: 'didn’t change. Nothing was saved. Save again.' })
  await expect(alert).toBeFocused()
  await save(page)
  await expect(page.getByRole('article', { name: 'PullFromHpidCdDev' })).toBeVisible()
})

test('only operations can force a change that locks everyone out, by typing the repository’s name', async ({
  signedIn,
  repositories,
}) => {
  const repository = await repositories.create()
  const permissions = paths.repository(repository, 'permissions')
  const lock = { Sid: 'Lock', Effect: 'Deny', Principal: '*', Action: 'ecr:SetRepositoryPolicy' }
  const locked = JSON.stringify(policyOf(lock))
  const engineer = await signedIn('cwp-engineer', permissions)
  await engineer.getByRole('button', { name: 'Edit JSON' }).click()
  await engineer.getByLabel('Policy', { exact: true }).fill(locked)
  await expect(engineer.getByText('Only infrastructure operations can save this change')).toBeVisible()
  await expect(engineer.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0)
  // The portal refuses it, too.
  await engineer.getByLabel('Policy', { exact: true }).press('ControlOrMeta+Enter')
  await expect(
    engineer.getByRole('alert').filter({ hasText: 'Only infrastructure operations' }),
  ).toBeVisible()
  await expect(engineer.getByRole('dialog')).toHaveCount(0)
  await engineer.getByRole('button', { name: 'Cancel' }).click()

  const ops = await signedIn('ops-reviewer', permissions)
  await ops.getByRole('button', { name: 'Edit JSON' }).click()
  await ops.getByLabel('Policy', { exact: true }).fill(locked)
  await save(ops)
  const dialog = ops.getByRole('dialog', { name: 'Are you sure about this change?' })
  await expect(dialog).toContainText('from changing the permissions again')
  await expect(dialog.getByLabel('Type the repository’s name')).toBeFocused()
  await expectAccessible(ops)
  await screenshot(ops, 'typed-name')
  await ops.keyboard.type('cwp/another')
  await ops.keyboard.press('Enter')
  await expect(dialog).toContainText(`Type ${repository.name} exactly as shown.`)
  await ops.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await save(ops)
  await dialog.getByLabel('Type the repository’s name').fill(repository.name)
  await dialog.getByRole('button', { name: 'Save anyway' }).click()
  await saved(ops)
  expect(await repositories.policyOf(repository)).toContain('Lock')
  await ops.getByRole('link', { name: 'History' }).click()
  await expect(changes(ops).first()).toContainText('forced past AWS’s lockout check')
})
