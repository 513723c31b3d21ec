import { readFileSync } from 'node:fs'
import { expectAccessible } from './axe'
import { expect, test } from './fixtures'
import { screenshot } from './screenshot'

test('what someone may not do is refused and recorded, and operations can find it', async ({
  signedIn,
  repositories,
}) => {
  const name = repositories.newName()
  const page = await signedIn('hpid-engineer', '/repositories/new')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByText('cwp/… belongs to cwp').first()).toBeVisible()

  const ops = await signedIn('ops-reviewer', '/activity')
  const refused = ops.getByRole('listitem').filter({ hasText: name })
  await expect(refused).toContainText('hpid-engineer tried to create the repository')
  await ops.getByLabel('Outcome').selectOption('refused')
  await ops.getByRole('button', { name: 'Filter' }).click()
  await expect(ops).toHaveURL(/outcome=refused/)
  await expect(refused).toContainText('cwp/… belongs to cwp, and you work for hpid')
  await expectAccessible(ops)
  await screenshot(ops, 'activity-refused')
})

test('filters are in the address: Back, reload and Clear follow it', async ({ signedIn }) => {
  const page = await signedIn('ops-reviewer', '/activity?text=hpid&outcome=refused')
  const text = page.getByLabel('Person or repository contains')
  await expect(page.getByLabel('Outcome')).toHaveValue('refused')
  await text.fill('nobody-of-this-name')
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(page.getByText('No matching records')).toBeVisible()
  await expectAccessible(page)
  await screenshot(page, 'activity-none')
  await page.reload()
  await expect(text).toHaveValue('nobody-of-this-name')
  await page.goBack()
  await expect(text).toHaveValue('hpid')
  await expect(page.getByLabel('Outcome')).toHaveValue('refused')
  await text.fill('half typed')
  await page.getByRole('link', { name: 'Clear' }).click()
  await expect(page).toHaveURL('/activity')
  await expect(text).toHaveValue('')
  await expect(page.getByLabel('Outcome')).toHaveValue('')
})

test('the record is exported as filtered, with the hashes that verify it', async ({
  signedIn,
  repositories,
}) => {
  const name = repositories.newName()
  const page = await signedIn('cwp-engineer', '/repositories/new')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await page.goto(`/activity?text=${name}`)
  const record = page.getByRole('listitem').filter({ hasText: name })
  await expect(record).toContainText('AWS request')
  await expectAccessible(page)
  await screenshot(page, 'activity-created')
  for (const format of ['CSV', 'JSON']) {
    const downloading = page.waitForEvent('download')
    await page.getByRole('link', { name: `Export as ${format}` }).click()
    const file = readFileSync(await (await downloading).path(), 'utf8')
    expect(file.match(/repository\.create/g)).toHaveLength(1)
    expect(file).toMatch(/v1\.[0-9a-f]{64}/)
  }
})
