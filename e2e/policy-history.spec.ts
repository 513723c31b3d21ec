import { ECRClient, GetRepositoryPolicyCommand, SetRepositoryPolicyCommand } from '@aws-sdk/client-ecr'
import type { Page } from '@playwright/test'
import { expectAccessible } from './axe'
import { expect, test } from './fixtures'
import { screenshot } from './screenshot'

const REPOSITORY = 'cwp/jenkins-agent'
const ADDRESS = '/registries/252775557553/us-west-2/cwp:jenkins-agent'

const SANDBOX = `http://127.0.0.1:${process.env.E2E_SANDBOX_PORT || '4610'}`

/** Somebody who knows nothing of the portal: the user `developer` of hp-id-dev. */
const outsider = new ECRClient({
  region: 'us-west-2',
  endpoint: SANDBOX,
  maxAttempts: 1,
  credentials: {
    accessKeyId: 'AKIASANDBOXHPXIDXDEV',
    secretAccessKey: 'sandbox-hp-id-dev-developer-notasecret0n',
  },
})

/** Faults, and users and roles that come and go. */
async function sandbox(method: string, what: string, body?: object): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${SANDBOX}/_sandbox/${what}`, { method, headers, body: JSON.stringify(body) })
  expect(answer.ok).toBe(true)
}

function policyOf(...Statement: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement })
}

function pullBy(account: string, Sid: string): object {
  const Action = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchCheckLayerAvailability']
  return { Sid, Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action }
}

async function saveOutside(...statements: object[]): Promise<void> {
  const policyText = policyOf(...statements)
  await outsider.send(new SetRepositoryPolicyCommand({ repositoryName: REPOSITORY, policyText }))
}

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

test('a change and its reason are in the history, and any state before it can be put back', async ({
  signedIn,
}) => {
  const page = await signedIn('cwp-engineer', `${ADDRESS}/permissions`)
  await expect(page.getByText('No policy', { exact: true })).toBeVisible()
  await grantPull(page, 'ccp-dev', 'The nightly build starts from it')
  await saved(page)
  await page.getByRole('link', { name: 'History' }).click()
  const newest = changes(page).first()
  await expect(newest).toContainText('cwp-engineer changed the permissions')
  await expect(newest).toContainText('“The nightly build starts from it”')
  await expect(newest).toContainText('every user and role of ccp-dev (957591566260) to pull')
  await newest.getByText('Difference').click()
  await expect(newest.getByRole('region', { name: 'Difference' })).toContainText('PullFromCcpDev')
  await expectAccessible(page)
  await screenshot(page, 'policy-history')

  await page.getByRole('link', { name: 'Restore this state (no policy)' }).click()
  const panel = page.getByRole('form', { name: 'Restore an earlier policy' })
  await expect(panel.getByRole('region', { name: 'Difference' })).toContainText('PullFromCcpDev')
  await expect(panel.getByLabel('Reason')).toHaveValue(/^restores no policy, as on .* UTC/)
  await expectAccessible(page)
  await screenshot(page, 'policy-restore')
  await page.reload()
  await expect(page.getByRole('article', { name: 'PullFromCcpDev' })).toBeVisible()
  await save(page)
  await saved(page)
  await expect(page.getByText('No policy', { exact: true })).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`${ADDRESS}/permissions$`))

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('article', { name: 'PullFromCcpDev' })).toBeVisible()
  await page.getByRole('link', { name: 'History' }).click()
  await expect(changes(page).nth(0)).toContainText('“undoes the last change”')
  await expect(changes(page).nth(1)).toContainText('“restores no policy')
})

test('what was being typed waits while another policy is restored', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', `${ADDRESS}/permissions`)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByLabel('Reason').fill('Not finished yet')
  await page.goto(`${ADDRESS}/history`)
  await page.getByRole('link', { name: 'Restore this policy' }).last().click()
  await expect(page.getByText('This already is the current policy')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('form', { name: 'Grant access' }).getByLabel('Reason')).toHaveValue(
    'Not finished yet',
  )
})

test('a change made elsewhere is noticed once, shown, and an undo over it is a conflict', async ({
  signedIn,
}) => {
  const page = await signedIn('cwp-engineer', `${ADDRESS}/permissions`)
  await grantPull(page, 'hpid-cd-dev')
  await saved(page)
  await saveOutside(pullBy('957591566260', 'PullFromCcpDev'), pullBy('871386769552', 'ByHand'))

  await page.getByRole('button', { name: 'Undo' }).click()
  const conflict = page.getByRole('region', { name: 'Conflict' })
  await expect(conflict.getByRole('region', { name: 'Their change' })).toContainText('ByHand')
  await conflict.getByText('The policy you both started from').click()
  await expect(conflict.getByText('"PullFromHpidCdDev"').first()).toBeVisible()
  await conflict.getByRole('button', { name: 'Keep theirs, discard mine' }).click()
  await expect(page.getByRole('article', { name: 'ByHand' })).toBeVisible()

  const ops = await signedIn('ops-reviewer', `${ADDRESS}/permissions`)
  await expect(ops.getByText('Last changed outside the portal')).toBeVisible()
  await expectAccessible(ops)
  await screenshot(ops, 'changed-outside')
  await ops.getByRole('link', { name: 'What changed' }).click()
  const outside = changes(ops).filter({ hasText: 'outside the portal' })
  await expect(outside).toHaveCount(1)
  await expect(outside).toContainText('Somebody changed the permissions outside the portal · seen')
  await expect(outside).toContainText('every user and role of hpid-dev (871386769552) to pull')
})

test('a conflict shows both changes, and mine goes on top of theirs', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', `${ADDRESS}/permissions`)
  await page.getByRole('button', { name: 'Remove ByHand' }).click()
  await page.getByLabel('Reason').fill('It was made by hand')
  await saveOutside(
    pullBy('957591566260', 'PullFromCcpDev'),
    pullBy('871386769552', 'ByHand'),
    pullBy('872569379934', 'AlsoByHand'),
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

test('a principal that is gone is named when an old policy is put back', async ({ signedIn }) => {
  const role = 'arn:aws:iam::252775557553:role/of-a-test'
  await sandbox('PUT', `principals?arn=${role}`)
  await saveOutside({ ...pullBy('252775557553', 'OfATest'), Principal: { AWS: role } })
  const page = await signedIn('cwp-engineer', `${ADDRESS}/permissions`)
  await page.getByRole('button', { name: 'Remove OfATest' }).click()
  await save(page)
  await saved(page)
  await sandbox('DELETE', `principals?arn=${role}`)
  await page.getByRole('link', { name: 'History' }).click()
  await changes(page)
    .filter({ hasText: 'outside the portal' })
    .first()
    .getByRole('link', { name: 'Restore this policy' })
    .click()
  await save(page)
  await expect(
    page.getByRole('alert').filter({ hasText: `${role} doesn’t exist (or no longer does)` }),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
})

test('an answer of AWS that is lost is looked for, and what is there is said', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', `${ADDRESS}/permissions`)
  const lost = { fault: 'lost-answer', operation: 'SetRepositoryPolicy', times: 1 }
  await sandbox('POST', 'faults', lost)
  await grantPull(page, 'hpid-dev')
  await expect(page.getByText('Saved, although AWS’s answer was lost')).toBeVisible()
  await expect(page.getByText('Last changed outside the portal')).toHaveCount(0)
  await sandbox('POST', 'faults', { ...lost, fault: 'connection-reset' })
  await grantPull(page, 'ccp-dev')
  const alert = page.getByRole('alert').filter({ hasText: 'are unchanged. Nothing was saved. Save again.' })
  await expect(alert).toBeFocused()
  await save(page)
  await expect(page.getByRole('article', { name: 'PullFromCcpDev' })).toBeVisible()
})

test('a change that locks everybody out is forced by operations only, with the name typed in', async ({
  signedIn,
}) => {
  const locked = policyOf({ Sid: 'Lock', Effect: 'Deny', Principal: '*', Action: 'ecr:SetRepositoryPolicy' })
  const engineer = await signedIn('cwp-engineer', `${ADDRESS}/permissions`)
  await engineer.getByRole('button', { name: 'Edit JSON' }).click()
  await engineer.getByLabel('Policy', { exact: true }).fill(locked)
  await save(engineer)
  await expect(
    engineer.getByRole('alert').filter({ hasText: 'Only infrastructure operations' }),
  ).toBeVisible()
  await expect(engineer.getByRole('dialog')).toHaveCount(0)
  await engineer.getByRole('button', { name: 'Cancel' }).click()

  const ops = await signedIn('ops-reviewer', `${ADDRESS}/permissions`)
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
  await expect(dialog).toContainText(`Type ${REPOSITORY} exactly as shown.`)
  await ops.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await save(ops)
  await dialog.getByLabel('Type the repository’s name').fill(REPOSITORY)
  await dialog.getByRole('button', { name: 'Save anyway' }).click()
  await saved(ops)
  const { policyText } = await outsider.send(new GetRepositoryPolicyCommand({ repositoryName: REPOSITORY }))
  expect(policyText).toContain('Lock')
  await ops.getByRole('link', { name: 'History' }).click()
  await expect(changes(ops).first()).toContainText('forced past AWS’s lockout check')
})
