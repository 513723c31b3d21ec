import { paths } from '../lib/paths'
import { expectAccessible } from './axe'
import { countEffort } from './effort'
import { expect, test } from './fixtures'
import { screenshot } from './screenshot'

test('F3: creating takes a name and two clicks, and shows the push commands', async ({
  signedIn,
  repositories,
}) => {
  const page = await signedIn('cwp-engineer', '/repositories')
  const name = repositories.newName()
  const effort = countEffort(page, 'F3')
  await page.getByRole('link', { name: 'Create repository' }).click()
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused()
  await page.keyboard.type(name)
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await expect(
    page.getByText(`docker push 252775557553.dkr.ecr.us-west-2.amazonaws.com/${name}:latest`),
  ).toBeVisible()
  await effort.within({ clicks: 2, keys: name.length })
  await expect(page.getByText('No images yet')).toBeVisible()
  await page.goto(`/repositories?q=${name}`)
  await expect(page.getByText('1 repository in 1 registry')).toBeVisible()
})

test('the name is checked as it is typed, with the reason', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', '/repositories/new')
  const name = page.getByLabel('Name', { exact: true })
  for (const [typed, reason] of [
    ['cwp/Thing', '“T” should be “t”'],
    ['cwp/a__b', '“__” is more than one separator'],
    ['cwp/a--b', '“--” is more than one separator'],
    [`cwp/${'a'.repeat(253)}`, 'at most 256 characters; this one has 257'],
    ['cwp:x', 'can’t contain a colon'],
  ] as const) {
    await name.fill(typed)
    await page.keyboard.press('Tab')
    await expect(page.locator('#name-error')).toContainText(reason)
  }
  await name.fill('')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'There is a problem' })).toBeFocused()
  await expectAccessible(page)
  await screenshot(page, 'create-problem')
})

test('a name in use leads to its repository', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', '/repositories/new')
  await page.getByLabel('Name', { exact: true }).fill('cwp/fluentd-elasticsearch-aws')
  await expect(page.getByText('This name is already in use')).toBeVisible()
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByText('already exists, nothing changed')).toBeVisible()
  await page.getByRole('link', { name: 'Open cwp/fluentd-elasticsearch-aws' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('cwp/fluentd-elasticsearch-aws')
})

test('an inactive account can’t be chosen, and says why', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', '/repositories/new?account=957591566260&region=us-east-1')
  await expect(page.getByRole('checkbox', { name: /ccp-dev.*us-east-1/ })).toBeDisabled()
  await expect(
    page.getByText('ccp-dev is no longer active, so you can’t create repositories there.'),
  ).toBeVisible()
})

test('input survives a reload', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', '/repositories/new')
  await page.getByLabel('Name', { exact: true }).fill('cwp/half-typed')
  await page.getByLabel('Image tags').selectOption('IMMUTABLE_WITH_EXCLUSION')
  await page.getByLabel('Except tags that match').fill('latest')
  await page.reload()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('cwp/half-typed')
  await expect(page.getByLabel('Except tags that match')).toHaveValue('latest')
})

test('several registries at once, shared with an account, each with its own result', async ({
  signedIn,
  repositories,
}) => {
  const name = repositories.newName()
  const page = await signedIn('cwp-engineer', paths.newRepository({ name }))
  await page.getByRole('checkbox', { name: /hpid-cd-dev 120744138334 · us-west-2/ }).check()
  await page
    .getByRole('group', { name: /Share with accounts/ })
    .getByLabel(/hp-id-prod/)
    .check()
  await expectAccessible(page)
  await screenshot(page, 'create')
  await page.getByRole('button', { name: 'Create in 2 registries' }).click()
  await expect(page.getByRole('status').getByRole('link', { name: `Open ${name}` })).toHaveCount(2)
  await page.goto(paths.repository({ account: '120744138334', region: 'us-west-2', name }, 'permissions'))
  await expect(page.getByText(/hp-id-prod \(872569379934\)/).first()).toBeVisible()
})
