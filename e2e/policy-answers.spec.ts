import { paths } from '../lib/paths'
import { expectAccessible } from './axe'
import { expect, test } from './fixtures'
import { screenshot } from './screenshot'

const FLUENTD = '/registries/872569379934/us-west-2/cwp:fluentd-elasticsearch-aws/permissions'

test('“can they?” is answered while it is asked, and the answer has an address', async ({
  signedIn,
  repositories,
}) => {
  const repository = await repositories.create()
  const page = await signedIn('cwp-engineer', paths.repository(repository, 'permissions'))
  const ask = page.getByRole('region', { name: 'Check someone’s access' })
  await ask.getByLabel('Who').fill('ccp-dev')
  await expect(ask.getByText('Can any user or role of ccp-dev (957591566260) pull?')).toBeVisible()
  await expect(ask.getByText('No: no statement grants it.')).toBeVisible()
  await expect(ask.getByText(/no IAM policy of ccp-dev \(957591566260\) can make up for it/)).toBeVisible()
  await ask.getByText('The IAM policy that ccp-dev needs').click()
  await expect(ask.getByText('"ecr:GetAuthorizationToken"')).toBeVisible()
  await ask.getByLabel('Action').selectOption({ label: 'BatchDeleteImage' })
  await expect(ask.getByText('Can any user or role of ccp-dev (957591566260) delete images?')).toBeVisible()
  await expect(page).toHaveURL(/\?who=ccp-dev&may=ecr%3ABatchDeleteImage$/)
  await expectAccessible(page)
  await screenshot(page, 'answer')
  await page.reload()
  await expect(ask.getByText('Can any user or role of ccp-dev (957591566260) delete images?')).toBeVisible()
})

test('any kind of principal is understood, or the field says why not', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', FLUENTD)
  const ask = page.getByRole('region', { name: 'Check someone’s access' })
  const who = ask.getByLabel('Who')
  for (const [typed, answer] of [
    ['everyone', 'Can anyone with an AWS account pull?'],
    ['arn:aws:iam::252775557553:role/build-ci', 'Can the role build-ci of hp-id-dev (252775557553) pull?'],
    [
      'arn:aws:sts::252775557553:assumed-role/build-ci/i-0abc',
      'Can the session i-0abc of the role build-ci of hp-id-dev (252775557553) pull?',
    ],
    ['lambda.amazonaws.com', 'Can AWS Lambda pull?'],
    ['872569379934', 'The repository belongs to this account'],
  ] as const) {
    await who.fill(typed)
    await expect(ask.getByText(answer)).toBeVisible()
  }
  await who.fill('ccp-dve')
  await page.keyboard.press('Tab')
  await expect(ask.getByText('“ccp-dve” isn’t a known account')).toBeVisible()
  await expectAccessible(page)
  await ask.getByRole('button', { name: 'Ask about ccp-dev' }).click()
  await expect(who).toHaveValue('ccp-dev')
})

test('from no to yes: “Grant this” opens the form, and the draft is answered beside it', async ({
  signedIn,
  repositories,
}) => {
  const repository = await repositories.create()
  const page = await signedIn(
    'cwp-engineer',
    paths.repository(repository, 'permissions', { who: 'hpid-cd-dev', may: 'push' }),
  )
  const ask = page.getByRole('region', { name: 'Check someone’s access' })
  await expect(ask.getByText('No: no statement grants it.')).toBeVisible()
  await ask.getByRole('button', { name: 'Grant this' }).click()
  const form = page.getByRole('form', { name: 'Grant access' })
  await expect(form.getByRole('button', { name: 'Remove hpid-cd-dev' })).toBeVisible()
  await expect(form.getByRole('radio', { name: 'Push/Pull actions' })).toBeChecked()
  await expect(ask.getByRole('heading', { name: 'With your change' })).toBeVisible()
  await expect(ask.getByText(/Yes: statement \d “PushPullFromHpidCdDev” allows it\./)).toBeVisible()
  const row = page
    .getByRole('table', { name: /Who can pull/ })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: /^hpid-cd-dev/ }) })
  await expect(row).toContainText('now: no')
  await expect(page.getByRole('region', { name: 'Difference' })).toContainText(
    'Allows every user and role of hpid-cd-dev (120744138334) to push and pull.',
  )
  await expectAccessible(page)
  await screenshot(page, 'answer-draft')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('article', { name: 'PushPullFromHpidCdDev' })).toBeVisible()
  await expect(ask.getByText(/Yes: statement/)).toBeVisible()
  await expect(ask.getByText('This covers the repository’s side only.')).toBeVisible()
})

test('the matrix leads to the reasons', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', FLUENTD)
  await page.getByRole('button', { name: /why for everyone else, push/ }).click()
  await expect(page.getByText('Can anyone with an AWS account push?')).toBeVisible()
})

test('a session is explained, and not turned into a role by itself', async ({ signedIn, repositories }) => {
  const session = 'arn:aws:sts::871386769552:assumed-role/build-ci/i-0abc'
  const repository = await repositories.create()
  const page = await signedIn(
    'cwp-engineer',
    paths.repository(repository, 'permissions', { who: session, may: 'pull' }),
  )
  await page.getByRole('button', { name: 'Grant this' }).click()
  await expect(page.getByText(/This is a single session of the role build-ci and will expire/)).toBeVisible()
  await page.getByRole('button', { name: 'Use arn:aws:iam::871386769552:role/build-ci' }).click()
  await expect(page.getByRole('button', { name: /^Remove arn:aws:iam::871386769552:role/ })).toBeVisible()
})

test('the form by keyboard alone: errors appear at their field, and nothing typed is lost', async ({
  signedIn,
  repositories,
}) => {
  const repository = await repositories.create()
  const page = await signedIn('cwp-engineer', paths.repository(repository, 'permissions'))
  await page.getByRole('button', { name: 'Add', exact: true }).press('Enter')
  const form = page.getByRole('form', { name: 'Grant access' })
  await expect(form.getByRole('combobox', { name: /AWS accounts/ })).toBeFocused()
  await page.keyboard.type('hpid-cd')
  await page.keyboard.press('Enter')
  await page.keyboard.type('2527755575533')
  await page.keyboard.press('Tab')
  await expect(form.getByText('“2527755575533” has 13 digits; an account ID has 12.')).toBeVisible()
  await page.reload()
  await expect(form.getByText('“2527755575533” has 13 digits; an account ID has 12.')).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'There is a problem' })).toBeFocused()
  await expect(
    page.getByRole('alert').filter({ hasText: 'isn’t an account, role or user' }).first(),
  ).toBeVisible()
  await form.getByRole('combobox', { name: /AWS accounts/ }).fill('')

  await form.getByLabel('Statement name').fill('Pull\u200F😀')
  await page.keyboard.press('Tab')
  await expect(form.locator('#sid-error')).toContainText('“U+200F” isn’t allowed in a statement name')
  await form.getByLabel('Statement name').fill('')

  await form.getByRole('radio', { name: 'Everyone (*)' }).press('Space')
  await form.getByRole('radio', { name: 'Accounts, roles, users' }).press('Space')
  await expect(form.getByRole('button', { name: 'Remove hpid-cd-dev' })).toBeVisible()

  await form.getByRole('radio', { name: 'Choose actions' }).press('Space')
  await form.getByRole('searchbox', { name: 'Find an action' }).fill('ecr:Describe*')
  await page.keyboard.press('Enter')
  await expect(form.getByText(/covers DescribeImageReplicationStatus, /)).toBeVisible()

  await form.getByText('Conditions (optional)').press('Enter')
  await form.getByRole('button', { name: 'Organisation' }).press('Enter')
  await expect(form.getByLabel('Organisation', { exact: true })).toBeFocused()
  await page.keyboard.type('hp')
  await page.keyboard.press('Tab')
  await expect(form.locator('#condition-0-error')).toContainText('“hp” is not an organisation ID')
  await expectAccessible(page)
  await screenshot(page, 'permissions-form-full')
  await form.getByLabel('Organisation', { exact: true }).fill('o-a1b2c3d4e5')
  await expect(page.getByRole('region', { name: 'Difference' })).toContainText(
    'if the caller’s organisation is o-a1b2c3d4e5',
  )
  await page.getByRole('button', { name: 'Cancel' }).press('Enter')
})

test('services have a field of their own, for several at once', async ({ signedIn, repositories }) => {
  const repository = await repositories.create()
  const page = await signedIn('cwp-engineer', paths.repository(repository, 'permissions'))
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.keyboard.type('lambda.amazonaws.com')
  await page.keyboard.press('Enter')
  await expect(page.getByText('“lambda.amazonaws.com” is a service.')).toBeVisible()
  await page.getByRole('radio', { name: 'Service principal' }).check({ force: true })
  const field = page.getByRole('combobox', { name: 'Service principal' })
  await field.fill('lambda.amazonaws.com, codebuild.amazonaws.com')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Remove codebuild.amazonaws.com' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Difference' })).toContainText('AWS Lambda')
  await page.getByRole('button', { name: 'Cancel' }).click()
})

test('a denial is shown, as no grant overrides it', async ({ signedIn, repositories }) => {
  const repository = await repositories.create()
  const page = await signedIn('ops-reviewer', paths.repository(repository, 'permissions'))
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByLabel('Statement name').fill('NoDeletion')
  await page.getByRole('radio', { name: 'Deny' }).check({ force: true })
  await page.getByRole('combobox', { name: /AWS accounts/ }).fill('ccp-dev')
  await page.keyboard.press('Enter')
  await page.getByRole('radio', { name: 'Choose actions' }).check({ force: true })
  for (const action of ['BatchCheckLayerAvailability', 'BatchGetImage', 'GetDownloadUrlForLayer'])
    await page.getByRole('checkbox', { name: action, exact: true }).uncheck()
  await page.getByRole('checkbox', { name: 'BatchDeleteImage', exact: true }).check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('article', { name: 'NoDeletion' })).toContainText(
    'Never lets any user or role of ccp-dev (957591566260) delete images.',
  )
  await page.goto(
    paths.repository(repository, 'permissions', { who: 'ccp-dev', may: 'ecr:BatchDeleteImage' }),
  )
  await expect(page.getByText(/“NoDeletion” denies it, and a Deny always overrides an Allow/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Grant this' })).toHaveCount(0)
  await page.getByRole('button', { name: /Look at statement \d “NoDeletion”/ }).click()
  await expect(page.getByRole('form', { name: 'Edit the statement' })).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
})

test('a second step that fails can be retried from the result, in its registry only', async ({
  signedIn,
  sandbox,
  repositories,
}) => {
  const name = repositories.newName()
  const page = await signedIn('cwp-engineer', paths.newRepository({ name }))
  await page.getByRole('checkbox', { name: /hpid-cd-dev 120744138334 · us-west-2/ }).check()
  const group = page.getByRole('group', { name: /Share with accounts/ })
  await group.getByLabel(/hp-id-prod/).check()
  const fault = { fault: 'access-denied', account: '120744138334', operation: 'SetRepositoryPolicy' } as const
  await sandbox.fail(fault)
  const again = page.getByRole('button', {
    name: `Share ${name} in 120744138334, us-west-2 again`,
  })
  await page.getByRole('button', { name: 'Create in 2 registries' }).click()
  await expect(page.getByText('Not everything succeeded')).toBeInViewport()
  await expect(page.getByText('created and shared.')).toBeVisible()
  await expect(page.getByText('created, but not shared.')).toBeVisible()
  await expectAccessible(page)
  await screenshot(page, 'share-again')
  await again.click()
  await expect(again).toBeEnabled()
  await expect(page.getByText('created, but not shared.')).toBeVisible()
  await sandbox.recover()
  await again.click()
  await expect(page.getByText('Result', { exact: true })).toBeVisible()
  await expect(page.getByText('created and shared.')).toHaveCount(2)
  const ref = { account: '120744138334', region: 'us-west-2', name }
  await page.goto(paths.repository(ref, 'permissions', { who: 'hp-id-prod', may: 'pull' }))
  await expect(
    page.getByText('Yes: statement 1 “PullFromHpIdProd” and statement 1 of the registry’s policy allow it.'),
  ).toBeVisible()
})
