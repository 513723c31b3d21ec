import { paths } from '../lib/paths'
import { expectAccessible } from './axe'
import { countEffort } from './effort'
import { expect, test } from './fixtures'
import { policyOf, pullBy } from './policies'
import { openJson, textOf } from './policy-text'
import { screenshot } from './screenshot'

const FLUENTD = '/registries/872569379934/us-west-2/cwp:fluentd-elasticsearch-aws'

/** The guide’s own example, with stray quotes that make it invalid JSON. */
const GUIDE = `"{
    "Version": "2008-10-17",
    "Statement": [
        {
            "Sid": "AllowTheOtherAccount",
            "Effect": "Allow",
            "Principal": {
                "AWS": "arn:aws:iam::871386769552:root"
            },
            "Action": [
                "ecr:GetDownloadUrlForLayer",
                "ecr:PutImage",
                "ecr:CompleteLayerUpload",
                "ecr:BatchGetImage",
                "ecr:InitiateLayerUpload",
                "ecr:BatchCheckLayerAvailability",
                "ecr:UploadLayerPart"
            ]
        }
    ]
}"`

const GRANTS = policyOf(
  pullBy('252775557553', 'PullFromHpIdDev'),
  pullBy('957591566260', 'PullFromCcpDev'),
  pullBy('871386769552', 'PullFromHpidDev'),
)

test('F4: another account can pull after three clicks and six keys', async ({ signedIn, repositories }) => {
  const repository = await repositories.create({ account: 'hp-id-prod', policy: GRANTS })
  const page = await signedIn('cwp-engineer', paths.repository(repository))
  const effort = countEffort(page, 'F4')
  await page.getByRole('link', { name: 'Permissions' }).click()
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('combobox', { name: /AWS accounts/ })).toBeFocused()
  await page.keyboard.type('cd-de')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Difference' })).toContainText('+ ')
  await expect(page.getByRole('region', { name: 'Difference' })).toContainText('3 statements unchanged')
  await expectAccessible(page)
  await screenshot(page, 'permissions-form')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  await effort.within({ clicks: 3, keys: 6 })
  const card = page.getByRole('article', { name: 'PullFromHpidCdDev' })
  await expect(card).toContainText('Lets every user and role of hpid-cd-dev (120744138334) pull.')
  await page.reload()
  await expect(card).toBeVisible()
  await expectAccessible(page)
  await screenshot(page, 'permissions')

  await page.getByRole('button', { name: 'Remove PullFromHpidCdDev' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(card).toBeHidden()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(card).toBeVisible()
})

test('the guide’s example, stray quotes included, is repaired with each step shown', async ({
  signedIn,
  repositories,
}) => {
  const repository = await repositories.create()
  const page = await signedIn('ops-reviewer', paths.repository(repository, 'permissions'))
  await page.getByRole('button', { name: 'Edit JSON' }).click()
  await page.getByLabel('Policy', { exact: true }).fill(GUIDE)
  await expect(page.getByText('This isn’t a policy yet, but it can be turned into one')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Use the repaired policy' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('article', { name: 'AllowTheOtherAccount' })).toContainText(
    'Lets every user and role of hpid-dev (871386769552) push and pull.',
  )
})

test('the AWS CLI’s output is turned into a policy', async ({ signedIn, repositories }) => {
  const repository = await repositories.create()
  const page = await signedIn('cwp-engineer', paths.repository(repository, 'permissions'))
  await page.getByRole('button', { name: 'Edit JSON' }).click()
  const statement =
    '{"Sid":"Mine","Effect":"Allow","Principal":{"AWS":"120744138334"},"Action":"ecr:BatchGetImage"}'
  const printed = JSON.stringify({ policyText: `{"Version":"2012-10-17","Statement":[${statement}]}` })
  await page.getByLabel('Policy', { exact: true }).fill(printed)
  await page.getByRole('button', { name: 'Use the repaired policy' }).click()
  await expect(page.getByRole('region', { name: 'Difference' })).toContainText('120744138334')
  await page.getByRole('button', { name: 'Cancel' }).click()
})

test('removing the last statement deletes the policy', async ({ signedIn, repositories }) => {
  const repository = await repositories.create({ policy: policyOf(pullBy('871386769552', 'OnlyOne')) })
  const page = await signedIn('cwp-engineer', paths.repository(repository, 'permissions'))
  await page.getByRole('button', { name: 'Remove OnlyOne' }).click()
  await expect(page.getByText('the policy itself is deleted')).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('No policy', { exact: true })).toBeVisible()
})

test('a change made by someone else in the meantime is a conflict, and nothing is lost', async ({
  signedIn,
  repositories,
}) => {
  const address = paths.repository(await repositories.create(), 'permissions')
  const mine = await signedIn('cwp-engineer', address)
  await mine.getByRole('button', { name: 'Add', exact: true }).click()
  await mine.keyboard.type('hpid-cd-dev')
  await mine.keyboard.press('Enter')
  const theirs = await signedIn('ops-reviewer', address)
  await theirs.getByRole('button', { name: 'Add', exact: true }).click()
  await theirs.keyboard.type('hp-id-prod')
  await theirs.keyboard.press('Enter')
  await theirs.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(theirs.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()

  await mine.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(mine.getByText('Someone else changed this policy in the meantime')).toBeVisible()
  await expect(mine.getByRole('region', { name: 'Conflict' })).toContainText('PullFromHpIdProd')
  await expectAccessible(mine)
  await screenshot(mine, 'conflict')
  await mine.getByRole('button', { name: 'Save mine on top' }).click()
  await expect(mine.getByRole('article', { name: 'PullFromHpidCdDev' })).toBeVisible()
  await expect(mine.getByRole('article', { name: 'PullFromHpIdProd' })).toBeVisible()
})

test('a statement that the form cannot show is read-only, and stays as it is', async ({
  signedIn,
  repositories,
}) => {
  const repository = await repositories.create({ account: 'hp-id-prod', policy: GRANTS })
  const page = await signedIn('ops-reviewer', paths.repository(repository, 'permissions'))
  const field = await openJson(page)
  const before = await textOf(field)
  const odd =
    '{ "Sid": "Odd one", "Effect": "Deny", "NotPrincipal": { "AWS": ["arn:aws:iam::872569379934:root"] }, "Action": "ecr:DeleteRepository" }'
  await field.fill(before.replace(/\]\s*\}\s*$/, `, ${odd} ] }`))
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const card = page.getByRole('article', { name: 'Odd one' })
  await expect(card).toContainText('This statement can only be edited as JSON.')
  await expect(card.getByRole('button', { name: 'Edit' })).toHaveCount(0)
})

test('a typed name that is no account is explained, and a JSON error is located by line', async ({
  signedIn,
  repositories,
}) => {
  const repository = await repositories.create()
  const page = await signedIn('cwp-engineer', paths.repository(repository, 'permissions'))
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.keyboard.type('12345678901')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/has 11 digits; an account ID has 12/)).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'There is a problem' })).toBeFocused()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Edit JSON' }).click()
  await page.getByLabel('Policy', { exact: true }).fill('{\n  "Version": 2012-10-17\n}')
  await expect(page.getByText(/Line 2, column/)).toBeVisible()
})

test('an expired session loses nothing: the form says so, and saves after signing in again', async ({
  signedIn,
  repositories,
}) => {
  const repository = await repositories.create()
  const page = await signedIn('cwp-engineer', paths.repository(repository, 'permissions'))
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.keyboard.type('hpid-cd-dev')
  await page.keyboard.press('Enter')
  const cookies = await page.context().cookies()
  await page.context().clearCookies()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(
    page.getByRole('alert').filter({ hasText: 'You’re signed out, so nothing was saved' }),
  ).toBeVisible()
  await page.context().addCookies(cookies)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('article', { name: 'PullFromHpidCdDev' })).toBeVisible()
})

test('someone of another organisation may look, and can request what they filled in', async ({
  signedIn,
}) => {
  const page = await signedIn('hpid-engineer', `${FLUENTD}/permissions`)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.keyboard.type('hpid-dev')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0)
  await page.getByRole('link', { name: 'Request this change' }).click()
  await expect(page).toHaveURL(/\/access\?/)
  await expect(page.getByLabel('Repository', { exact: true })).toHaveValue('cwp/fluentd-elasticsearch-aws')
})
