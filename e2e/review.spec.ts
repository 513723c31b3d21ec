import type { Page } from '@playwright/test'
import { paths } from '../lib/paths'
import { expectAccessible } from './axe'
import { clipboard } from './effort'
import { expect, test } from './fixtures'
import { policyOf, pullBy } from './policies'
import { requestAccess } from './request-access'
import { screenshot } from './screenshot'

const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']
const PUSH = ['ecr:CompleteLayerUpload', 'ecr:InitiateLayerUpload', 'ecr:PutImage', 'ecr:UploadLayerPart']

/** What `ci` of ccp-dev might be granted. */
function grant(actions = PULL, principal: unknown = { AWS: 'arn:aws:iam::957591566260:root' }) {
  return { Sid: 'ForTheBuild', Effect: 'Allow', Principal: principal, Action: actions }
}

/** The proposed difference, not that of an editor below it. */
const differenceOf = (page: Page) => page.getByRole('region', { name: 'Proposed difference' })

const rowOf = (page: Page, path: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name: `#${path.split('/').at(-1)}` }) })

test('the queue lists the longest wait first, marks risks, and keeps its filters in the address', async ({
  signedIn,
  repositories,
}) => {
  const engineer = await signedIn('cwp-engineer')
  const inProd = await repositories.create({ account: 'hp-id-prod' })
  const first = await requestAccess(engineer, inProd, { statement: grant(PULL, '*') })
  const inDev = await repositories.create()
  const second = await requestAccess(engineer, inDev, { statement: grant(['ecr:BatchDeleteImage']) })
  const page = await signedIn('ops-reviewer', '/requests')
  await expect(rowOf(page, first)).toContainText('everyone')
  await expect(rowOf(page, first)).toContainText('prod')
  await expect(rowOf(page, second)).toContainText('high-risk actions')
  const numbers = (await page.getByRole('link', { name: /^#\d+$/ }).allTextContents()).map((text) =>
    Number(text.slice(1)),
  )
  expect(numbers).toEqual(numbers.toSorted((one, other) => one - other))
  await expectAccessible(page)
  await screenshot(page, 'queue')

  await page.getByLabel('Account', { exact: true }).selectOption({ label: 'hp-id-prod 872569379934' })
  await page.getByLabel('Risk').selectOption('everyone')
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(rowOf(page, second)).toBeHidden()
  await expect(rowOf(page, first)).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Risk')).toHaveValue('everyone')
  await page.getByLabel('Risk').selectOption('lock-out')
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(page.getByText('No matching requests')).toBeVisible()
  await expectAccessible(page)
  await screenshot(page, 'queue-no-match')
  await page.goBack()
  await expect(page.getByLabel('Risk')).toHaveValue('everyone')
  await expect(rowOf(page, first)).toBeVisible()
  await page.getByRole('link', { name: 'Clear' }).click()
  await expect(rowOf(page, second)).toBeVisible()
  await page.getByRole('link', { name: /^Withdrawn/ }).click()
  await expect(rowOf(page, first)).toBeHidden()
  await expect(page).toHaveURL(/state=withdrawn/)
  await page.goto('/requests?state=nonsense&risk=nonsense&page=-1&account=x')
  await expect(rowOf(page, first)).toBeVisible()
})

test('a grant to everyone cannot be approved with one click', async ({ signedIn, repositories }) => {
  const repository = await repositories.create()
  const path = await requestAccess(await signedIn('cwp-engineer'), repository, {
    statement: grant(PULL, '*'),
  })
  const page = await signedIn('ops-reviewer', path)
  await expect(page.getByRole('list', { name: 'Risks' })).toContainText('opens the repository to everyone')
  await expect(page.getByRole('button', { name: 'Approve and apply' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Copy the policy with the proposal in it' }).click()
  expect(await clipboard(page)).toContain('"Principal": "*"')
  await expectAccessible(page)
})

test('keys move through the queue, and no single key decides', async ({ signedIn, repositories }) => {
  const engineer = await signedIn('cwp-engineer')
  await requestAccess(engineer, await repositories.create(), { statement: grant() })
  const newest = await repositories.create()
  await requestAccess(engineer, newest, { statement: grant() })
  const page = await signedIn('ops-reviewer', '/requests')
  await expect(page.locator('html')).toHaveAttribute('data-keys', 'on')
  const links = page.getByRole('link', { name: /^#\d+$/ })
  await page.keyboard.press('j')
  await expect(links.nth(0)).toBeFocused()
  await page.keyboard.press('j')
  await expect(links.nth(1)).toBeFocused()
  await page.keyboard.press('k')
  await expect(links.nth(0)).toBeFocused()
  await page.goto('/requests?account=252775557553')
  await expect(page.locator('html')).toHaveAttribute('data-keys', 'on')
  await page.keyboard.press('k')
  await expect(links.last()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText(newest.name)

  const approve = page.getByRole('button', { name: 'Approve and apply' })
  await page.keyboard.press('a')
  await expect(approve).toBeFocused()
  await page.keyboard.press('r')
  await expect(page.getByRole('dialog', { name: 'Decline this request' })).toBeVisible()
  await expect(page.getByLabel('Reason')).toBeFocused()
  await expect(page.getByLabel('Reason')).toHaveValue('')
  await page.keyboard.press('a')
  await expect(page.getByLabel('Reason')).toHaveValue('a')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: 'Decline this request' })).toBeHidden()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('decline it, with a reason')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeHidden()
  await page.keyboard.press('a')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Granted', { exact: true })).toBeVisible()
  await expect(page.locator('#outcome')).toBeFocused()
})

test('a proposal is edited in the form and then applied, and its author sees both', async ({
  signedIn,
  repositories,
}) => {
  const author = await signedIn('cwp-engineer')
  const repository = await repositories.create()
  const path = await requestAccess(author, repository, { statement: grant([...PULL, ...PUSH]) })
  const page = await signedIn('ops-reviewer', path)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('asks to push and pull')
  await page.getByRole('button', { name: 'Edit proposal' }).click()
  const form = page.getByRole('form', { name: 'Edit proposal' })
  await expect(form.getByLabel('Statement name')).toHaveValue('ForTheBuild')
  await form.getByLabel('Statement name').fill('Pull/Only')
  await form.getByRole('button', { name: 'Save proposal' }).click()
  await expect(form.getByRole('alert')).toBeFocused()
  await form.getByLabel('Statement name').fill('PullOnly')
  await form.getByText('Pull only actions').click()
  await expectAccessible(page)
  await screenshot(page, 'review-edit')
  await page.reload()
  await page.getByRole('button', { name: 'Edit proposal' }).click()
  await expect(form.getByLabel('Statement name')).toHaveValue('PullOnly')
  await form.getByRole('button', { name: 'Save proposal' }).click()
  await expect(form).toBeHidden()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('asks to pull')
  await expect(differenceOf(page)).not.toContainText('ecr:PutImage')
  await page.getByText('Changes to the previous proposal').click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Approve and apply' }).click()
  await expect(page.getByText('Granted', { exact: true })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Current verdict' })).toContainText(
    'The repository now allows the same call',
  )
  await page.getByRole('button', { name: 'Copy text of the e-mail' }).first().click()
  const copied = await clipboard(page)
  expect(copied).toMatch(/^To: cwp-engineer@sandbox\.invalid\r\nSubject: Re: ECR access/)
  expect(copied).toContain('Decision: granted')
  const eml = await page.request.get(`${path}/reply`)
  expect(await eml.text()).toMatch(/^X-Unsent: 1\r\nTo: cwp-engineer@sandbox\.invalid/)
  await expectAccessible(page)
  await screenshot(page, 'review-granted')

  await author.reload()
  await expect(author.getByText('changed the proposal')).toBeVisible()
  await expect(author.getByText('Granted', { exact: true })).toBeVisible()
  await author.goto(paths.repository(repository, 'permissions'))
  await expect(author.getByRole('article', { name: 'PullOnly' })).toBeVisible()
})

test('when two people edit a proposal, the second sees the first one’s edit and loses nothing', async ({
  signedIn,
  repositories,
}) => {
  const repository = await repositories.create({ account: 'hp-id-prod' })
  const path = await requestAccess(await signedIn('cwp-engineer'), repository, { statement: grant() })
  const [first, second] = [await signedIn('ops-reviewer', path), await signedIn('ops-reviewer', path)]
  for (const [page, sid] of [
    [first, 'First'],
    [second, 'Second'],
  ] as const) {
    await page.getByRole('button', { name: 'Edit proposal' }).click()
    await page.getByLabel('Statement name').fill(sid)
  }
  await first.getByRole('button', { name: 'Save proposal' }).click()
  await expect(differenceOf(first)).toContainText('"First"')
  await second.getByRole('button', { name: 'Save proposal' }).click()
  await expect(second.getByText('Someone else has changed the proposal in the meantime')).toBeVisible()
  await expect(differenceOf(second)).toContainText('"First"')
  await expect(second.getByLabel('Statement name')).toHaveValue('Second')
  await expectAccessible(second)
  await screenshot(second, 'review-overtaken')

  // Whoever has not seen the newer proposal cannot apply the older one.
  await second.getByRole('button', { name: 'Replace with mine' }).click()
  await expect(differenceOf(second)).toContainText('"Second"')
  await first.getByRole('button', { name: 'Approve and apply' }).click()
  await expect(first.getByRole('alert').filter({ hasText: 'That didn’t work' })).toContainText(
    'has changed the proposal',
  )
  await expect(differenceOf(first)).toContainText('"Second"')
})

test('a proposal becomes a change of the whole policy, and is applied as such', async ({
  signedIn,
  repositories,
}) => {
  const repository = await repositories.create({
    organisation: 'hpid',
    policy: policyOf(pullBy('871386769552', 'PullFromHpidDev')),
  })
  const path = await requestAccess(await signedIn('hpid-engineer'), repository, { statement: grant() })
  const page = await signedIn('ops-reviewer', path)
  await page.getByRole('button', { name: 'Edit proposal' }).click()
  await page.getByRole('button', { name: 'Edit the whole policy instead' }).click()
  await expect(page.getByRole('textbox', { name: 'Policy' })).toContainText('ForTheBuild')
  await page.getByRole('button', { name: 'Save proposal' }).click()
  await expect(page.getByRole('heading', { name: 'The proposed policy' })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Risks' })).toContainText('whole policy')
  await page.getByRole('button', { name: 'Approve and apply' }).click()
  await expect(page.getByText('This is already in the repository’s policy.')).toBeVisible()
})

test('a question goes to the author, and the answer returns the request to the queue', async ({
  signedIn,
  repositories,
}) => {
  const author = await signedIn('hpid-engineer')
  const repository = await repositories.create({ organisation: 'hpid' })
  const path = await requestAccess(author, repository, { statement: grant() })
  const page = await signedIn('ops-reviewer', path)
  await page.getByRole('button', { name: 'Ask a question…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Ask a question' })
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click()
  await expect(dialog.getByText(/Write your question/)).toBeVisible()
  await dialog.getByLabel('Question').fill('Which role pulls it?')
  await expectAccessible(page)
  await dialog.getByLabel('Question').press('Control+Enter')
  await expect(page.getByText('Waiting for an answer from hpid-engineer')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Tell them by e-mail about your question' })).toBeVisible()
  await expectAccessible(page)
  await screenshot(page, 'review-asked')

  await author.goto('/requests')
  await expect(author.getByRole('row').nth(1)).toContainText('question for you')
  await expectAccessible(author)
  await author.getByRole('row').nth(1).getByRole('link').click()
  await author.getByLabel('Your answer').fill('The role ci.')
  // The title may come after the rest of the page.
  await expect(author).toHaveTitle(/^Request #/)
  await expectAccessible(author)
  await screenshot(author, 'request-asked')
  await author.getByRole('button', { name: 'Answer', exact: true }).click()
  await expect(author.getByText('Waiting for infrastructure operations')).toBeVisible()

  await page.reload()
  await expect(page.getByText('The role ci.')).toBeVisible()
  await page.getByRole('button', { name: 'Approve and apply' }).click()
  await expect(page.getByText('Granted', { exact: true })).toBeVisible()
  await page.getByLabel('Comment').fill('Tell us when it works.')
  await page.getByRole('button', { name: 'Comment' }).click()
  await expect(page.getByText('Tell us when it works.')).toBeVisible()
  await expect(page.getByLabel('Comment')).toHaveValue('')
})

test('once its author withdraws a request, no one can decide it', async ({ signedIn, repositories }) => {
  const author = await signedIn('hpid-engineer')
  const path = await requestAccess(author, await repositories.create(), { statement: grant() })
  const page = await signedIn('ops-reviewer', path)
  await author.getByRole('button', { name: 'Withdraw request' }).click()
  await expect(author.getByText('Withdrawn', { exact: true })).toBeVisible()
  await expect(author.getByRole('link', { name: 'Request it again' })).toBeVisible()
  await expectAccessible(author)
  await page.getByRole('button', { name: 'Approve and apply' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'That didn’t work' })).toContainText('withdrawn')
  await expect(page.getByText('Withdrawn', { exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Approve and apply' })).toHaveCount(0)
  await author.goto('/requests?state=open')
  await expect(author.getByRole('heading', { name: 'Requests', exact: true })).toBeVisible()
  await expect(rowOf(author, path)).toHaveCount(0)
  await author.goto('/requests?state=all')
  await expect(rowOf(author, path)).toContainText('withdrawn')
})

test('of two reviewers one wins, and the other sees who did what', async ({ signedIn, repositories }) => {
  const author = await signedIn('cwp-engineer')
  const declined = await requestAccess(author, await repositories.create(), { statement: grant() })
  const granted = await requestAccess(author, await repositories.create(), { statement: grant() })
  const [first, second] = [await signedIn('ops-reviewer', declined), await signedIn('ops-reviewer', declined)]
  await second.getByRole('button', { name: 'Decline…' }).click()
  await second.getByLabel('Reason').fill('Use the mirror.')
  await second.getByRole('button', { name: 'Decline', exact: true }).click()
  await expect(second.getByText('Declined', { exact: true })).toBeVisible()
  await first.getByRole('button', { name: 'Approve and apply' }).click()
  await expect(first.getByRole('alert').filter({ hasText: 'That didn’t work' })).toContainText(
    'ops-reviewer has already declined request',
  )
  await expect(first.getByText('Use the mirror.').first()).toBeVisible()
  await expect(first.getByRole('button', { name: 'Approve and apply' })).toHaveCount(0)
  await expectAccessible(first)
  await screenshot(first, 'review-lost')

  await first.goto(granted)
  await second.goto(granted)
  await second.getByRole('button', { name: 'Decline…' }).click()
  await second.getByLabel('Reason').fill('Nobody needs it there.')
  await first.getByRole('button', { name: 'Approve and apply' }).click()
  await expect(first.getByText('Granted', { exact: true })).toBeVisible()
  await second.getByRole('button', { name: 'Decline', exact: true }).click()
  const lost = second.getByRole('alert').filter({ hasText: 'That didn’t work' })
  await expect(lost).toContainText('ops-reviewer has already granted request')
  await expect(lost).toContainText('Nobody needs it there.')
  await expect(second.getByText('Granted', { exact: true })).toBeVisible()
})

test('no one decides their own request, and a request for a missing repository says so', async ({
  signedIn,
  repositories,
}) => {
  const page = await signedIn('ops-reviewer')
  await requestAccess(page, await repositories.create(), { statement: grant() })
  await expect(page.getByText('You can’t decide your own request.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Approve and apply' })).toHaveCount(0)

  const missing = { account: '252775557553', region: 'us-west-2', name: repositories.newName() }
  await page.goto(await requestAccess(await signedIn('cwp-engineer'), missing, { statement: grant() }))
  await expect(page.getByRole('region', { name: 'Current verdict' })).toContainText(
    `There is no ${missing.name}`,
  )
  await expect(page.getByRole('button', { name: 'Mark as granted' })).toBeVisible()
  await expectAccessible(page)
  await screenshot(page, 'review-missing')
})
