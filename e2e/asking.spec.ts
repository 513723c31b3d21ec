import type { Page } from '@playwright/test'
import { paths } from '../lib/paths'
import { expectAccessible } from './axe'
import { clipboard, countEffort, paste } from './effort'
import { expect, test } from './fixtures'
import { policyOf, pullBy } from './policies'
import { openJson, pasteOver, textOf } from './policy-text'
import { screenshot } from './screenshot'

const FLUENTD = '/registries/872569379934/us-west-2/cwp:fluentd-elasticsearch-aws'
const WHY = 'The release job mirrors this image.'

function refused(
  repository: string,
  who = 'arn:aws:sts::957591566260:assumed-role/release-bot/GitHubActions',
) {
  return `denied: User: ${who} is not authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:us-west-2:872569379934:repository/${repository} because no resource-based policy allows the ecr:BatchGetImage action`
}

async function pasteError(page: Page, text: string) {
  await page.getByLabel('Error message').focus()
  await paste(page, text)
}

/** Gives a reason, sends the request, and waits until it is stored. */
async function sendRequest(page: Page) {
  await page.getByLabel('Why do you need it?').fill(WHY)
  await page.getByRole('button', { name: 'Request access' }).click()
  await expect(page.getByRole('heading', { name: 'The e-mail' })).toBeVisible()
}

async function withdraw(page: Page) {
  await page.getByRole('button', { name: 'Withdraw request' }).click()
  await expect(page.getByText('Withdrawn', { exact: true })).toBeVisible()
}

test('F5 and F6: a paste and Enter explain; two clicks and one sentence make the request', async ({
  signedIn,
  repositories,
}) => {
  const { name } = await repositories.create({ account: 'hp-id-prod' })
  const page = await signedIn('cwp-engineer', '/access')
  const diagnosis = countEffort(page, 'F5')
  await paste(page, refused(name))
  await page.keyboard.press('Enter')
  const verdict = page.getByRole('region', { name: 'Verdict' })
  await expect(verdict).toContainText('The repository doesn’t let ccp-dev')
  await diagnosis.within({ clicks: 0, keys: 2 })
  await verdict.getByText('The IAM policy the caller also needs in ccp-dev').click()
  await verdict.getByRole('button', { name: 'Copy the IAM policy for ccp-dev' }).click()
  expect(JSON.parse(await clipboard(page)).Statement[0].Resource).toBe(
    `arn:aws:ecr:us-west-2:872569379934:repository/${name}`,
  )
  const request = countEffort(page, 'F6')
  await page.getByLabel('Why do you need it?').click()
  await page.keyboard.type(WHY)
  await page.getByRole('button', { name: 'Request access' }).click()
  await expect(page.getByRole('heading', { name: 'The e-mail' })).toBeVisible()
  await request.within({ clicks: 2, keys: WHY.length })
  // Without a mail program people are told what to do, and the request is stored all the same.
  await expect(
    page.getByText(/This computer has no mail program set up: copy the text or download the file/),
  ).toBeVisible()
})

test('on a narrow page the verdict is right below the pasted text', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', '/access')
  await page.setViewportSize({ width: 390, height: 844 })
  await pasteError(page, refused('cwp/consul'))
  const verdict = await page.getByRole('region', { name: 'Verdict' }).boundingBox()
  const account = await page.getByLabel('Repository’s account').boundingBox()
  expect(verdict?.y).toBeLessThan(account?.y ?? 0)
  await expectAccessible(page)
  await screenshot(page, 'access-narrow')
})

test('an open request for the same is shown: to its author with a link, to others with who and when', async ({
  signedIn,
  repositories,
}) => {
  const { name } = await repositories.create({ account: 'hp-id-prod' })
  const author = await signedIn('cwp-engineer', '/access')
  await pasteError(author, refused(name))
  await expect(author.getByLabel('Repository', { exact: true })).toHaveValue(name)
  await sendRequest(author)
  const address = new URL(author.url()).pathname

  await author.goto('/access')
  await pasteError(author, refused(name))
  await author.getByText('This has already been requested').waitFor()
  await expectAccessible(author)
  await screenshot(author, 'asked-already')
  await expect(author.getByRole('link', { name: `request #${address.split('/').at(-1)}` })).toHaveAttribute(
    'href',
    address,
  )

  const other = await signedIn('hpid-engineer', '/access')
  await pasteError(other, refused(name, 'arn:aws:iam::957591566260:user/jenkins'))
  const notice = other.getByRole('status').filter({ hasText: 'This has already been requested' })
  await expect(notice).toContainText(/cwp-engineer requested this just now/)
  await expect(notice.getByRole('link')).toHaveCount(0)
  // The notice has been shown, so requesting all the same takes no second click.
  await other.getByLabel('Why do you need it?').fill(WHY)
  await other.getByRole('button', { name: 'Request access anyway' }).click()
  await expect(other.getByRole('heading', { name: 'The e-mail' })).toBeVisible()
  await withdraw(other)
})

test('a request whose duplicate was not shown yet is held back once, and stores nothing', async ({
  signedIn,
  repositories,
}) => {
  const { name } = await repositories.create({ account: 'hp-id-prod' })
  const facts = `account=872569379934&region=us-west-2&repository=${name}&awsUserName=builder`
  const late = await signedIn('hpid-engineer', `/access?${facts}&action=docker+pull`)
  const early = await signedIn('cwp-engineer', `/access?${facts}&action=docker+pull`)
  await sendRequest(early)

  await late.getByLabel('Why do you need it?').fill(WHY)
  await late.getByLabel('Why do you need it?').press('ControlOrMeta+Enter')
  await expect(late.getByText('Nothing has been sent yet.')).toBeVisible()
  await expect(late).toHaveURL(/\/access\?/)
  await late.reload()
  await expect(late.getByLabel('Why do you need it?')).toHaveValue(WHY)
  await late.getByRole('button', { name: 'Request access anyway' }).click()
  await expect(late.getByRole('heading', { name: 'The e-mail' })).toBeVisible()
  await withdraw(late)
})

test('requesting the same in two tabs makes one request', async ({ signedIn, repositories }) => {
  const { name } = await repositories.create({ account: 'hp-id-prod' })
  const facts = `account=872569379934&region=us-west-2&repository=${name}&awsUserName=builder`
  const address = `/access?${facts}&action=docker+pull`
  const one = await signedIn('cwp-engineer', address)
  const other = await one.context().newPage()
  await other.goto(address)
  await sendRequest(one)

  await other.getByLabel('Why do you need it?').fill(WHY)
  await other.getByLabel('Why do you need it?').press('ControlOrMeta+Enter')
  await expect(other.getByText('Nothing has been sent yet.')).toBeVisible()
  const id = one.url().split('/').at(-1)
  await other.getByRole('link', { name: `request #${id}` }).click()
  await expect(other).toHaveURL(one.url())
  await other.goto('/requests?state=open')
  await expect(other.getByRole('row').filter({ hasText: name })).toHaveCount(1)
  await one.reload()
  await withdraw(one)
})

test('a link opens the form as it was filled in, without the error', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', '/access')
  await pasteError(page, refused('cwp/cluster-autoscaler'))
  await expect(page.getByText('Proposed for the repository’s policy:')).toBeVisible()
  await page.getByLabel('Why do you need it?').fill(WHY)
  await page.getByRole('button', { name: /^Copy link/ }).click()
  const link = await clipboard(page)
  expect(link).not.toContain('authorized')

  const other = await signedIn('hpid-engineer', link)
  await expect(other.getByLabel('Repository’s account')).toHaveValue('872569379934')
  await expect(other.getByLabel('Repository', { exact: true })).toHaveValue('cwp/cluster-autoscaler')
  await expect(other.getByLabel('AWS user name')).toHaveValue(/release-bot/)
  await expect(other.getByLabel('Why do you need it?')).toHaveValue(WHY)
  await expect(other.getByLabel('Error message')).toHaveValue('')
  await expect(other.getByRole('region', { name: 'Proposal' })).toContainText('ccp-dev (957591566260) pull')
})

test('an edited statement that its author may not save is attached to the request', async ({
  signedIn,
  repositories,
}) => {
  const repository = await repositories.create({
    account: 'hp-id-prod',
    policy: policyOf(pullBy('252775557553', 'PullFromDevelopment')),
  })
  const page = await signedIn('hpid-engineer', paths.repository(repository, 'permissions'))
  await page.getByRole('button', { name: 'Edit PullFromDevelopment' }).click()
  await page.getByRole('combobox', { name: /AWS accounts/ }).fill('ccp-dev')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Difference' })).toContainText('957591566260')
  await page.getByRole('link', { name: 'Request this change' }).click()

  await expect(page).toHaveURL(/\/access\?/)
  expect(page.url()).not.toContain('957591566260')
  const change = page.getByRole('region', { name: 'Proposed change' })
  await expect(change).toContainText('957591566260')
  await expect(page.getByText('Not needed for this kind of request.')).toBeVisible()
  await page.reload()
  await expect(change).toContainText('957591566260')
  await expectAccessible(page)
  await screenshot(page, 'access-change')

  const effort = countEffort(page, 'F6 from a change')
  await expect(page.getByLabel('Why do you need it?')).toBeFocused()
  await page.keyboard.type(WHY)
  await page.getByRole('button', { name: 'Request access' }).click()
  await expect(page.getByRole('heading', { name: 'The proposed policy' })).toBeVisible()
  await effort.within({ clicks: 1, keys: WHY.length })
  await expect(page.getByRole('region', { name: 'Difference' })).toContainText('957591566260')
  await withdraw(page)
})

test('so is a policy edited as JSON; one that couldn’t be saved can’t be requested either', async ({
  signedIn,
  repositories,
}) => {
  const repository = await repositories.create({
    account: 'hp-id-prod',
    policy: policyOf(pullBy('252775557553', 'PullFromDevelopment')),
  })
  const permissions = paths.repository(repository, 'permissions')
  const page = await signedIn('hpid-engineer', permissions)
  const editor = await openJson(page)
  const text = await textOf(editor)
  await pasteOver(editor, '{ "Version": ')
  await page.getByRole('link', { name: 'Request this change' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'There is a problem' })).toBeFocused()
  await pasteOver(editor, text.replace('"ecr:BatchGetImage"', '"ecr:BatchGetImage", "ecr:DescribeImages"'))
  await expect(page.getByRole('region', { name: 'Difference' })).toContainText('ecr:DescribeImages')
  await page.getByRole('link', { name: 'Request this change' }).click()
  await expect(page.getByRole('region', { name: 'Proposed change' })).toContainText('ecr:DescribeImages')
  await page.getByLabel('Why do you need it?').fill(WHY)
  await page.getByRole('button', { name: 'Request access' }).click()
  await expect(page.getByRole('heading', { name: 'The proposed policy' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Difference' })).toContainText('ecr:DescribeImages')
  await withdraw(page)

  await page.goto(permissions)
  await expect(page.getByRole('textbox', { name: 'Policy', exact: true })).toContainText('ecr:DescribeImages')
})

test('a change that only operations can save says why while it is made, and can be requested', async ({
  signedIn,
  repositories,
}) => {
  const repository = await repositories.create()
  const page = await signedIn('cwp-engineer', paths.repository(repository, 'permissions'))
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByText('Everyone', { exact: false }).first().click()
  await expect(page.getByText('Only infrastructure operations can save this change')).toBeVisible()
  await expect(page.getByText(/It opens the repository to everyone: for example, /)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0)
  await expectAccessible(page)
  await screenshot(page, 'only-operations')
  await page.getByRole('link', { name: 'Request this change' }).click()
  await expect(page.getByRole('region', { name: 'Proposal' })).toContainText(/everyone/i)
})

test('where the portal creates nothing, a repository can be requested, with its name filled in', async ({
  signedIn,
  repositories,
}) => {
  const name = repositories.newName()
  const page = await signedIn('cwp-engineer', paths.newRepository({ name }))
  await page.getByRole('link', { name: 'Request it in ccp-dev, eu-central-1' }).click()
  await expect(page.getByLabel('Repository’s account')).toHaveValue('957591566260')
  await expect(page.getByLabel('Region')).toHaveValue('eu-central-1')
  await expect(page.getByLabel('Repository', { exact: true })).toHaveValue(name)
  await expect(page.getByLabel('Requested action')).toHaveValue('ecr:CreateRepository')
  await expectAccessible(page)
  await sendRequest(page)
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`create ${name}`)

  await page.goto('/repositories/new?name=hpid/not-mine')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'belongs to hpid' })).toBeVisible()
  await page.getByRole('link', { name: /^Request it in hp-id-dev/ }).click()
  await expect(page.getByLabel('Repository', { exact: true })).toHaveValue('hpid/not-mine')
})

test('another organisation’s settings can be requested', async ({ signedIn }) => {
  const page = await signedIn('hpid-engineer', `${FLUENTD}/settings`)
  await page.getByRole('link', { name: 'Request it' }).click()
  await expect(page).toHaveURL(/\/access\?/)
  await expect(page.getByLabel('Repository', { exact: true })).toHaveValue('cwp/fluentd-elasticsearch-aws')
  await expect(page.getByLabel('Requested action')).toHaveValue('ecr:PutImageTagMutability')
})

test('access that AWS denies the portal itself can be requested, with AWS’s message', async ({
  signedIn,
  sandbox,
}) => {
  const fault = {
    fault: 'access-denied',
    account: '957591566260',
    region: 'eu-central-1',
    operation: 'DescribeRepositories',
  } as const
  const page = await signedIn('cwp-engineer', '/repositories?account=957591566260&region=eu-central-1')
  await page.locator('[data-row]').first().click()
  await expect(page).toHaveURL(/\/registries\//)
  const name = await page.getByRole('heading', { level: 1 }).textContent()
  await sandbox.fail(fault)
  await page.reload()
  await page.getByRole('link', { name: 'Request access' }).click()
  await expect(page.getByLabel('Error message')).toHaveValue(/is not authorized to perform: ecr:/)
  expect(page.url()).not.toContain('authorized')
  await expect(page.getByLabel('Repository’s account')).toHaveValue('957591566260')
  await expect(page.getByLabel('Region')).toHaveValue('eu-central-1')
  await expect(page.getByLabel('Repository', { exact: true })).toHaveValue(name ?? '')
  await expect(page.getByLabel('AWS user name')).toHaveValue(/^arn:aws:sts::957591566260:assumed-role\//)
  await expect(page.getByLabel('Action that failed')).toHaveValue(/^ecr:/)
  await expectAccessible(page)
  await sandbox.recover()
})

test('access to a registry that the portal may not read can be requested from the list', async ({
  signedIn,
  sandbox,
}) => {
  const page = await signedIn('cwp-engineer')
  const fault = { fault: 'access-denied', account: '957591566260', region: 'us-east-1' } as const
  await sandbox.fail({ ...fault, operation: 'DescribeRepositories' })
  await page.getByRole('button', { name: 'Refresh' }).click()
  const notice = page.getByRole('listitem').filter({ hasText: 'ccp-dev, us-east-1: showing a copy from' })
  await notice.getByRole('link', { name: 'Request access' }).click()
  await expect(page).toHaveURL(/\/access\?/)
  await expect(page.getByLabel('Repository’s account')).toHaveValue('957591566260')
  await expect(page.getByLabel('Region')).toHaveValue('us-east-1')
  await expect(page.getByLabel('Action that failed')).toHaveValue('ecr:DescribeRepositories')
  await sandbox.recover()
  await page.goto('/')
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByText('Some registries couldn’t be read')).toBeHidden()
})

test('a repository’s commands lead to requesting access to it', async ({ signedIn }) => {
  const page = await signedIn('hpid-engineer', FLUENTD)
  await page.getByRole('link', { name: 'Request access' }).click()
  await expect(page).toHaveURL(/\/access\?/)
  await expect(page.getByLabel('Repository', { exact: true })).toHaveValue('cwp/fluentd-elasticsearch-aws')
  await expect(page.getByLabel('Error message')).toBeFocused()
})

test('for another service’s refusal, a request is not presented as if it could help', async ({
  signedIn,
}) => {
  const page = await signedIn('cwp-engineer', '/access')
  await pasteError(
    page,
    'An error occurred (AccessDenied) when calling the GetObject operation: User: arn:aws:iam::957591566260:user/dev is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::layers/x" because no identity-based policy allows the s3:GetObject action',
  )
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText(
    'No repository policy can grant it.',
  )
  await expect(page.getByText('A request won’t help here')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Request access anyway' })).toBeVisible()
  await expectAccessible(page)
})

for (const [what, text, shown] of [
  [
    'bytes of a file',
    '\u0000\u0001\u0002\ufffd\u007f PNG \u001b[31m'.repeat(200),
    /We don’t recognise an error/,
  ],
  ['only secrets', 'aws_secret_access_key=wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY', /A secret was removed/],
  [
    'halves of characters',
    `\ud83d broken \udc00 ${refused('cwp/kube-state-metrics')}`,
    /doesn’t let ccp-dev/,
  ],
  [
    'a page of HTML',
    '<html><body><img src=x onerror="alert(1)"><h1>403 Forbidden</h1></body></html>',
    /without giving a reason/,
  ],
] as const)
  test(`anything pasted is read as text: ${what}`, async ({ signedIn }) => {
    const page = await signedIn('cwp-engineer', '/access')
    await page.getByLabel('Error message').fill(text)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('region', { name: 'Verdict' })).toContainText(shown)
    await expect(page.locator('img[src="x"]')).toHaveCount(0)
    await expect(page.getByLabel('Error message')).not.toHaveValue(/wJalrXUt/)
  })

test('of five megabytes only the beginning and the end are read and sent', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', '/access')
  const sent: number[] = []
  page.on('request', (call) => {
    if (call.method() === 'POST') sent.push(call.postData()?.length ?? 0)
  })
  await pasteError(
    page,
    `${'step 17: downloading the internet\n'.repeat(150_000)}${refused('cwp/kube-state-metrics')}`,
  )
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText('doesn’t let ccp-dev')
  await expect(page.getByText(/only its beginning and end were read and kept/)).toBeVisible()
  await expect(page.getByLabel('Error message')).toHaveValue(/characters left out …\]/)
  expect(sent.length).toBeGreaterThan(0)
  expect(Math.max(...sent)).toBeLessThan(150_000)
})

test('a long reason is refused with the field named, and nothing of it is lost', async ({ signedIn }) => {
  const page = await signedIn(
    'cwp-engineer',
    '/access?account=872569379934&region=us-west-2&repository=cwp/grafana&awsUserName=b&action=ecr:PutImage',
  )
  const long = 'because '.repeat(2500)
  await page.getByLabel('Why do you need it?').fill(long)
  await expect(page.getByText(/^Too long for a link, so left out: why it is needed/)).toBeVisible()
  await page.getByRole('button', { name: 'Request access' }).click()
  await expect(
    page.getByRole('alert').getByRole('link', { name: /in at most 1,000 characters/ }),
  ).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Why do you need it?')).toHaveValue(long)
})

test('an expired session, Back or a second click lose nothing that was typed', async ({
  signedIn,
  repositories,
}) => {
  const { name } = await repositories.create({ account: 'hp-id-prod' })
  const page = await signedIn('cwp-engineer', '/access')
  await pasteError(page, refused(name))
  await expect(page.getByLabel('Repository', { exact: true })).toHaveValue(name)
  await page.getByLabel('Why do you need it?').fill(WHY)
  const cookies = await page.context().cookies()
  await page.context().clearCookies()
  await page.getByRole('button', { name: 'Request access' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'You’re signed out' })).toBeVisible()
  await page.context().addCookies(cookies)

  await page.getByRole('link', { name: 'Guide', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Using Amazon ECR' })).toBeVisible()
  await page.goBack()
  await expect(page.getByLabel('Why do you need it?')).toHaveValue(WHY)
  await expect(page.getByLabel('Error message')).toHaveValue(/not authorized/)
  await expect(page.getByRole('region', { name: 'Verdict' })).toBeVisible()

  await page.getByRole('button', { name: 'Request access' }).dblclick()
  await expect(page.getByRole('heading', { name: 'The e-mail' })).toBeVisible()
  await page.goto('/requests')
  await expect(page.getByRole('row').filter({ hasText: name })).toHaveCount(1)
})
