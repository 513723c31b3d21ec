import type { Page } from '@playwright/test'
import { paths } from '../lib/paths'
import { expectAccessible } from './axe'
import { expect, test } from './fixtures'
import { policyOf, pullBy } from './policies'
import { openJson, pasteOver, textOf } from './policy-text'
import { screenshot } from './screenshot'

const FLUENTD = '/registries/252775557553/us-west-2/cwp:fluentd-elasticsearch-aws/permissions'

/** The guide’s own example, with stray quotes that make it invalid JSON. */
const GUIDE = `"{
    "Version": "2008-10-17",
    "Statement": [
        {
            "Sid": "AllowTheOtherAccount",
            "Effect": "Allow",
            "Principal": {
                "AWS": "arn:aws:iam::120744138334:root"
            },
            "Action": [
                "ecr:GetDownloadUrlForLayer",
                "ecr:BatchGetImage"
            ]
        }
    ]
}"`

function jsonOf(...statements: object[]): string {
  return JSON.stringify(policyOf(...statements), undefined, 2)
}

function line(page: Page, text: string) {
  return page.locator('.cm-line').filter({ hasText: text })
}

/** The sign in the gutter beside a line. */
function signs(page: Page) {
  return page.locator('.cm-lint-marker')
}

test('the editor numbers lines, and completes actions and accounts', async ({ signedIn, repositories }) => {
  const repository = await repositories.create()
  const page = await signedIn('cwp-engineer', paths.repository(repository, 'permissions'))
  const editor = await openJson(page)
  await expect(editor).toBeFocused()
  await pasteOver(editor, jsonOf({ Sid: 'Mine', Effect: 'Allow', Principal: { AWS: '' }, Action: '' }))
  await expect(page.locator('.cm-lineNumbers')).toContainText('13')

  await line(page, '"AWS"').click()
  await editor.press('End')
  await editor.press('ArrowLeft')
  await editor.pressSequentially('cd-de')
  const offers = page.getByRole('listbox', { name: 'Completions' })
  await expect(offers.getByRole('option')).toHaveText(['hpid-cd-dev120744138334'])
  await expectAccessible(page)
  await screenshot(page, 'json-completion')
  await editor.press('Enter')
  await expect(editor).toContainText('"AWS": "arn:aws:iam::120744138334:root"')

  await line(page, '"Action"').click()
  await editor.press('End')
  await editor.press('ArrowLeft')
  await editor.pressSequentially('ecr:batchgeti')
  await expect(offers.getByRole('option')).toHaveText(['ecr:BatchGetImageRead'])
  await editor.press('Enter')
  await expect(editor).toContainText('"Action": "ecr:BatchGetImage"')

  await editor.press('Tab')
  await expect(editor).not.toBeFocused()
  await editor.focus()
  await editor.press('ControlOrMeta+Enter')
  await expect(page.getByRole('article', { name: 'Mine' })).toContainText('hpid-cd-dev (120744138334)')
})

test('an error is marked on its line, in the same words as below', async ({ signedIn, repositories }) => {
  const repository = await repositories.create()
  const page = await signedIn('cwp-engineer', paths.repository(repository, 'permissions'))
  const editor = await openJson(page)
  await pasteOver(editor, '{\n  "Version": "2012-10-17",\n  "Statement": [,]\n}')
  const words = page.getByText(/^Error: Line 3, column 17: /)
  await expect(words).toBeVisible()
  await expect(editor).toHaveAttribute('aria-invalid', 'true')
  await expect(signs(page)).toHaveCount(1)
  await signs(page).hover()
  const said = (await words.textContent())?.replace(/^Error: Line 3, column 17: /, '') ?? ''
  await expect(page.locator('.cm-diagnostic')).toHaveText(said)
  await expectAccessible(page)
  await screenshot(page, 'json-error')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const summary = page.getByRole('alert').filter({ hasText: 'There is a problem' })
  await expect(summary).toBeFocused()
  await summary.getByRole('link', { name: /Line 3/ }).click()
  await expect(editor).toBeFocused()

  await pasteOver(editor, jsonOf({ ...pullBy('120744138334', 'Odd'), Effect: 'Permit' }))
  const finding = page.getByRole('region', { name: 'Findings' }).getByText(/Permit/)
  await expect(finding).toBeVisible()
  await expect(page.locator('.cm-lintRange-error')).toHaveText('"Permit"')
  await screenshot(page, 'json-findings')
  await editor.press('ControlOrMeta+z')
  await expect(words).toBeVisible()
})

test('the guide’s quoted policy is repaired step by step, undone, and saved only when asked to', async ({
  signedIn,
  repositories,
}) => {
  const repository = await repositories.create()
  const page = await signedIn('cwp-engineer', paths.repository(repository, 'permissions'))
  const editor = await openJson(page)
  await pasteOver(editor, GUIDE)
  const offer = page.getByRole('status').filter({ hasText: 'it can be turned into one' })
  await expect(offer.getByRole('listitem')).toHaveText(['Remove the quotes around the document.'])
  await expectAccessible(page)
  await screenshot(page, 'json-repair')
  await page.getByRole('button', { name: 'Use the repaired policy' }).click()
  await expect(page.getByText('Repaired, not saved yet')).toBeVisible()
  await expect(editor).toBeFocused()
  await page.getByRole('button', { name: 'Undo the repair' }).click()
  expect(await textOf(editor)).toBe(GUIDE)
  await page.getByRole('button', { name: 'Use the repaired policy' }).click()
  await expect(page.getByRole('region', { name: 'Difference' })).toContainText('120744138334')
  await page.reload()
  await expect(page.getByRole('article', { name: 'AllowTheOtherAccount' })).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Difference' })).toContainText('120744138334')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('article', { name: 'AllowTheOtherAccount' })).toBeVisible()
})

test('a policy that is pasted into other text is found', async ({ signedIn, repositories }) => {
  const repository = await repositories.create({ policy: policyOf(pullBy('871386769552', 'Old')) })
  const page = await signedIn('cwp-engineer', paths.repository(repository, 'permissions'))
  const editor = await openJson(page)
  await editor.press('ControlOrMeta+Home')
  await page.evaluate(
    (text) => navigator.clipboard.writeText(text),
    `'${jsonOf(pullBy('120744138334', 'New'))}'`,
  )
  await editor.press('ControlOrMeta+v')
  await expect(page.getByText('What you pasted is a complete policy')).toBeVisible()
  await page.getByRole('button', { name: 'Use the repaired policy' }).click()
  expect(JSON.parse(await textOf(editor))).toEqual(JSON.parse(jsonOf(pullBy('120744138334', 'New'))))
})

test('bidirectional marks and a closing script tag are shown and do nothing', async ({
  signedIn,
  repositories,
}) => {
  const repository = await repositories.create()
  const page = await signedIn('cwp-engineer', paths.repository(repository, 'permissions'))
  const editor = await openJson(page)
  const sid = '</script><b>\u202Etfel\u202C'
  await pasteOver(editor, jsonOf(pullBy('120744138334', sid)))
  await expect(editor).toContainText('</script><b>U+202EtfelU+202C')
  await expect(page.getByRole('region', { name: 'Difference' })).toContainText(
    '</script><b>\\u202etfel\\u202c',
  )
  expect(await textOf(editor)).toContain(sid)
  await screenshot(page, 'json-marks')
})

test('the counter knows the last character that ECR accepts, and the first that it does not', async ({
  signedIn,
  repositories,
}) => {
  const repository = await repositories.create()
  const page = await signedIn('cwp-engineer', paths.repository(repository, 'permissions'))
  const editor = await openJson(page)
  const withId = (length: number) => {
    const policy = { Version: '2012-10-17', Id: '', Statement: [pullBy('120744138334', 'Long')] }
    return JSON.stringify({ ...policy, Id: 'x'.repeat(length - JSON.stringify(policy).length) })
  }
  await pasteOver(editor, withId(10_240))
  await expect(page.getByText('10,240 of 10,240 characters', { exact: true })).toBeVisible()
  await pasteOver(editor, withId(10_241))
  await expect(page.getByText('10,241 of 10,240 characters, 1 too many')).toBeVisible()
  await expect(page.getByText(/ECR allows 10,240/)).toBeVisible()
})

test('a policy can be copied as a command and as code', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', FLUENTD)
  const copied = () => page.evaluate(() => navigator.clipboard.readText())
  await page.getByText('This policy as a command or as code').click()
  await page.getByRole('button', { name: 'Copy the policy for AWS CLI' }).click()
  expect(await copied()).toContain('aws ecr set-repository-policy')
  expect(await copied()).toContain('--registry-id 252775557553')
  await page.getByText('Terraform', { exact: true }).click()
  await page.getByRole('button', { name: 'Copy the policy for Terraform' }).click()
  expect(await copied()).toContain('resource "aws_ecr_repository_policy"')
  await page.getByText('CDK', { exact: true }).click()
  await expectAccessible(page)
  await screenshot(page, 'policy-export')

  await page.getByRole('button', { name: 'Remove AllowTheOtherAccount' }).click()
  await page.getByText('The changed policy as a command or as code').click()
  await expect(page.getByText('aws ecr delete-repository-policy')).toBeVisible()
  await expect(page.getByText('Terraform', { exact: true })).toHaveCount(0)
})

test('a policy is copied from another repository, with a note on what it means differently here', async ({
  signedIn,
  repositories,
}) => {
  const repository = await repositories.create({ policy: policyOf(pullBy('871386769552', 'Ours')) })
  const page = await signedIn('ops-reviewer', paths.repository(repository, 'permissions'))
  await page.getByRole('button', { name: 'Copy from another repository' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('link', { name: 'Choose the repository to copy from.' })).toBeVisible()
  await page.getByRole('searchbox', { name: 'Copy the policy from' }).fill('fluentd')
  const hits = page.getByRole('list', { name: 'Repositories found' }).getByRole('button')
  await expect(hits).toHaveCount(3)
  await expectAccessible(page)
  await screenshot(page, 'copy-search')
  await hits.filter({ hasText: 'hp-id-prod' }).click()
  await expect(page.getByRole('button', { name: 'Choose another' })).toBeFocused()
  await expect(page.getByText('From cwp/fluentd-elasticsearch-aws in hp-id-prod')).toBeVisible()
  await expect(page.getByText('That access isn’t part of the policy, so it isn’t copied.')).toBeVisible()
  const difference = page.getByRole('region', { name: 'Difference' })
  await expect(difference).toContainText('1 statement unchanged')
  await page.getByText('Replace the current policy').click()
  await expect(difference).toContainText('- ')
  await page.getByText('Add to the current statements').click()
  await expectAccessible(page)
  await screenshot(page, 'copy-draft')
  const before = await page.getByRole('article').count()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  expect(await page.getByRole('article').count()).toBeGreaterThan(before)
})

test.describe('without the editor', () => {
  test.use({ expectedErrors: [/Failed to load resource|net::ERR_FAILED/] })
  test('the plain field does the same', async ({ signedIn, repositories }) => {
    const repository = await repositories.create()
    const page = await signedIn('cwp-engineer', paths.repository(repository, 'permissions'))
    await page.route(/\/_next\/static\/chunks\//, (route) => route.abort())
    await page.getByRole('button', { name: 'Edit JSON' }).click()
    await expect(page.getByText('Line numbers and completion could not be loaded.')).toBeVisible()
    const field = page.getByRole('textbox', { name: 'Policy', exact: true })
    await expect(field).toBeFocused()
    await field.fill('{ "Version": ')
    await expect(page.getByText(/Line 1, column/)).toBeVisible()
    await expectAccessible(page)
    await screenshot(page, 'json-plain')
    await field.fill(jsonOf(pullBy('120744138334', 'Plain')))
    await field.press('ControlOrMeta+Enter')
    await expect(page.getByRole('article', { name: 'Plain' })).toBeVisible()
  })
})
