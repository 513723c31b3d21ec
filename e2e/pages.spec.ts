import { paths } from '../lib/paths'
import { expectAccessible } from './axe'
import { expect, test } from './fixtures'
import { screenshot } from './screenshot'

test('the guide is filled in with the reader’s registry, and explains who the caller is', async ({
  signedIn,
}) => {
  const page = await signedIn('cwp-engineer', '/guide')
  await page.getByLabel('Account', { exact: true }).selectOption({ label: 'hp-id-prod 872569379934' })
  await page.getByLabel('Repository', { exact: true }).fill('cwp/kibana')
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(
    page.getByText('docker push 872569379934.dkr.ecr.us-west-2.amazonaws.com/cwp/kibana:latest'),
  ).toBeVisible()
  await expect(page.getByText('docker login -u')).toHaveCount(0)
  await page.getByLabel(/Paste the output/).fill('arn:aws:sts::026927173535:assumed-role/deploy/me')
  await expect(page.getByText('in account 026927173535')).toBeVisible()
  await page.getByLabel('Repository', { exact: true }).fill('Cwp/Kibana')
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page.getByText(/should be “c”/)).toBeVisible()
  await expectAccessible(page)
  await screenshot(page, 'guide')
})

test('settings are read and changed, and the change is in the history and in the activity', async ({
  signedIn,
  repositories,
}) => {
  const repository = await repositories.create({ account: 'hpid-cd-dev' })
  const elsewhere = { ...repository, account: '252775557553' }
  const page = await signedIn('cwp-engineer', paths.repository(elsewhere, 'settings'))
  await expect(page.getByText(`There is no repository ${repository.name} in hp-id-dev`)).toBeVisible()
  await page.goto(paths.repository(repository, 'settings'))
  await page.getByLabel('Image tags').selectOption('IMMUTABLE_WITH_EXCLUSION')
  await page.getByLabel('Except tags that match').fill('latest')
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  await expectAccessible(page)
  await screenshot(page, 'settings')
  await page.getByRole('link', { name: 'History' }).click()
  await expect(page.getByText('changed the settings')).toBeVisible()
  await expectAccessible(page)
  await screenshot(page, 'history')
  await page.goto(`/activity?text=${repository.name}`)
  await expect(page.getByRole('listitem').filter({ hasText: 'changed the settings' }).first()).toBeVisible()
  await expectAccessible(page)
  await screenshot(page, 'activity')
})

test('the first page names every registry, and the theme and the keys can be chosen', async ({
  signedIn,
}) => {
  const page = await signedIn('ops-reviewer', '/')
  await expect(page.getByRole('row')).toHaveCount(8)
  await expect(page.getByText('957591566260.dkr.ecr.eu-central-1.amazonaws.com')).toBeVisible()
  await expectAccessible(page)
  await screenshot(page, 'home')
  await page.getByText('ops-reviewer').click()
  await page.getByLabel('Theme').selectOption('dark')
  await page.goto('/guide')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.locator('html')).toHaveAttribute('data-keys', 'on')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeHidden()
})

test('a URL with a null character is answered like any other', async ({ signedIn }) => {
  const page = await signedIn('ops-reviewer', '/activity?text=%00&action=%00')
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible()
  await expect(page.getByLabel('Person or repository contains')).toHaveValue('')
})

test.describe('an unknown page', () => {
  test.use({ expectedErrors: [/404/] })
  test('says so and links back', async ({ signedIn }) => {
    const page = await signedIn('cwp-engineer', '/nowhere')
    await expect(page.getByText('Page not found')).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Find a repository' }).click()
    await expect(page).toHaveURL('/')
  })
})
