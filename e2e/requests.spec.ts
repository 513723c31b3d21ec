import { paths } from '../lib/paths'
import { repositoryArn } from '../lib/repositories/reference'
import { expectAccessible } from './axe'
import { clipboard, countEffort, paste } from './effort'
import { expect, test } from './fixtures'
import { pullBy } from './policies'
import { requestAccess } from './request-access'
import { screenshot } from './screenshot'

const WHY = 'The release job mirrors this image.'

test('F5 and F6: from the pasted error to the finished e-mail', async ({ signedIn, repositories }) => {
  const repository = await repositories.create({ account: 'hp-id-prod' })
  const page = await signedIn('cwp-engineer', '/access')
  const diagnosis = countEffort(page, 'F5')
  await paste(
    page,
    `denied: User: arn:aws:sts::957591566260:assumed-role/release-bot/GitHubActions is not authorized to perform: ecr:BatchGetImage on resource: ${repositoryArn(repository)} because no resource-based policy allows the ecr:BatchGetImage action`,
  )
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Verdict' })).toBeVisible()
  await diagnosis.within({ clicks: 0, keys: 2 })
  await expect(page.getByLabel('Repository’s account')).toHaveValue('872569379934')
  await expect(page.getByLabel('Region')).toHaveValue('us-west-2')
  await expect(page.getByLabel('Repository', { exact: true })).toHaveValue(repository.name)
  await expect(page.getByLabel('Action that failed')).toHaveValue('ecr:BatchGetImage')
  await expectAccessible(page)
  await screenshot(page, 'access')

  await page.getByLabel('Why do you need it?').focus()
  const request = countEffort(page, 'F6')
  await page.keyboard.type(WHY)
  await page.getByRole('button', { name: 'Request access' }).click()
  await expect(page.getByRole('heading', { name: 'The e-mail' })).toBeVisible()
  await request.within({ clicks: 2, keys: WHY.length })

  const mailto = (await page.getByRole('link', { name: 'Open in mail' }).getAttribute('href')) ?? ''
  expect(mailto.length).toBeLessThanOrEqual(1900)
  expect(mailto).toMatch(
    /^mailto:hpid-infrastructure-operations@external\.groups\.hp\.com\?subject=ECR%20access/,
  )
  expect(mailto).toContain('%0D%0A')
  const id = /\/requests\/(\d+)$/.exec(page.url())?.[1]
  expect(decodeURIComponent(mailto)).toContain(`/requests/${id}`)
  await page.getByRole('button', { name: 'Copy text of the e-mail' }).click()
  const copied = await clipboard(page)
  for (const line of [
    'Account: hp-id-prod 872569379934',
    'Region: us-west-2',
    `Repository: ${repository.name}`,
    'Action that failed: ecr:BatchGetImage',
    `Why: ${WHY}`,
  ])
    expect(copied).toContain(line)
  const eml = await page.request.get(
    (await page.getByRole('link', { name: '.eml file' }).getAttribute('href')) ?? '',
  )
  expect(await eml.text()).toMatch(/^X-Unsent: 1\r\nTo: hpid-infrastructure-operations@/)
  await expectAccessible(page)
  await screenshot(page, 'request-mine')
})

test('F7: from the queue to the grant in two clicks', async ({ signedIn, repositories }) => {
  const repository = await repositories.create({ account: 'hp-id-prod' })
  const statement = pullBy('957591566260', 'PullFromCcpDev')
  await requestAccess(await signedIn('cwp-engineer'), repository, { statement })
  const page = await signedIn('ops-reviewer', '/requests')
  await expectAccessible(page)
  await screenshot(page, 'requests')
  const effort = countEffort(page, 'F7')
  await page.getByRole('row').filter({ hasText: repository.name }).getByRole('link').click()
  await expect(page.getByRole('region', { name: 'Difference' })).toContainText(
    'arn:aws:iam::957591566260:root',
  )
  await expectAccessible(page)
  await screenshot(page, 'request')
  await page.getByRole('button', { name: 'Approve and apply' }).click()
  await expect(page.getByText('Granted', { exact: true })).toBeVisible()
  await effort.within({ clicks: 2, keys: 0 })
  await expect(page.getByText('This is already in the repository’s policy.')).toBeVisible()
  await page.goto(paths.repository(repository, 'permissions'))
  await expect(page.getByRole('article', { name: 'PullFromCcpDev' })).toBeVisible()
})

test('declining needs a reason, which the author reads; others can’t read the request', async ({
  signedIn,
  repositories,
}) => {
  const author = await signedIn('hpid-engineer')
  const repository = await repositories.create({ account: 'hp-id-prod', organisation: 'hpid' })
  const address = await requestAccess(author, repository, { action: 'ecr:PutImage' })

  const ops = await signedIn('ops-reviewer', address)
  await ops.getByRole('button', { name: 'Decline…' }).click()
  await expect(ops.getByLabel('Reason')).toBeFocused()
  await expectAccessible(ops)
  await ops.getByRole('button', { name: 'Decline', exact: true }).click()
  await expect(ops.getByText('Give a reason. The requester will see it.')).toBeVisible()
  await ops.getByLabel('Reason').fill('Only the build pushes here.')
  await ops.getByRole('button', { name: 'Decline', exact: true }).click()
  await expect(ops.getByText('Declined', { exact: true })).toBeVisible()

  await author.reload()
  await expect(author.getByText('Only the build pushes here.')).toBeVisible()
  const other = await signedIn('cwp-engineer', address)
  await expect(other.getByText('This is someone else’s request.')).toBeVisible()
})

test('a missing field is named at the top and at the field, and nothing is lost', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', '/access')
  await page.getByLabel('Why do you need it?').fill('Because.')
  await page.getByRole('button', { name: 'Request access' }).click()
  const summary = page.getByRole('alert').filter({ hasText: 'There is a problem' })
  await expect(summary).toBeFocused()
  await expect(summary.getByRole('link', { name: /Enter the repository/ })).toBeVisible()
  await expect(page.getByLabel('Why do you need it?')).toHaveValue('Because.')
  await expectAccessible(page)
  await page.reload()
  await expect(page.getByLabel('Why do you need it?')).toHaveValue('Because.')
})

test('the output of get-caller-identity is understood as a user name', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', '/access')
  await page.getByLabel('AWS user name').focus()
  await paste(
    page,
    '{\n "UserId": "AIDAEXAMPLEEXAMPLE1",\n "Account": "252775557553",\n "Arn": "arn:aws:iam::252775557553:user/developer"\n}',
  )
  await expect(page.getByLabel('AWS user name')).toHaveValue('arn:aws:iam::252775557553:user/developer')
  await expect(page.getByText('Recognised as developer in hp-id-dev (252775557553).')).toBeVisible()
})

test('a secret in the paste is removed before anything is shown or stored', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', '/access')
  await paste(page, 'aws_secret_access_key=wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY\nno basic auth credentials')
  await expect(page.getByText(/A secret was removed/)).toBeVisible()
  await expect(page.getByLabel('Error message')).not.toHaveValue(/wJalrXUtnFEMI/)
})
