import type { Page } from '@playwright/test'
import { paths } from '../lib/paths'
import { expect, test } from './fixtures'
import { openJson, pasteOver } from './policy-text'
import { screenshot } from './screenshot'

// Next’s answer to an action that it does not know; the browser reports every answer that is not 200.
test.use({ expectedErrors: [/409/] })

const UPDATED = 'The portal has been updated since you opened this page, so nothing was changed.'

/** From now on the portal is another build, which knows none of the open page’s actions. */
async function deploy(page: Page) {
  await page.route('**', async (route) => {
    const headers = route.request().headers()
    if (headers['next-action'] === undefined) return route.fallback()
    // Sent to the portal, so that the answer is this version of Next’s own.
    return route.fallback({ headers: { ...headers, 'next-action': '0'.repeat(42) } })
  })
}

/** Brings the page of the new build, with its own actions. */
async function reload(page: Page) {
  await page.unroute('**')
  await page.reload()
}

test('a request typed before an update is kept, and sent after a reload', async ({
  signedIn,
  repositories,
}) => {
  const { name, ...registry } = await repositories.create({ account: 'hp-id-prod' })
  const facts = {
    ...registry,
    repository: name,
    awsUserName: 'arn:aws:iam::957591566260:user/ci',
    action: 'ecr:BatchGetImage',
  }
  const page = await signedIn('cwp-engineer', paths.access(facts))
  await page.getByLabel('Why do you need it?').fill('It was typed before the update.')
  await deploy(page)
  await page.getByRole('button', { name: 'Request access' }).click()
  await expect(page.getByText(UPDATED)).toBeVisible()
  await screenshot(page, 'new-build-request')
  await reload(page)
  await expect(page.getByLabel('Why do you need it?')).toHaveValue('It was typed before the update.')
  await page.getByRole('button', { name: 'Request access' }).click()
  await page.waitForURL(/\/requests\/\d+$/)
  await page.getByRole('button', { name: 'Withdraw request' }).click()
  await expect(page.getByText('Withdrawn', { exact: true })).toBeVisible()
})

test('a grant chosen before an update is kept, and saved after a reload', async ({
  signedIn,
  repositories,
}) => {
  const page = await signedIn('cwp-engineer', paths.repository(await repositories.create(), 'permissions'))
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.keyboard.type('cd-de')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Difference' })).toContainText('+ ')
  await deploy(page)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(UPDATED)).toBeVisible()
  await screenshot(page, 'new-build-permissions')
  await reload(page)
  await expect(page.getByRole('region', { name: 'Difference' })).toContainText('120744138334')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
})

test('JSON typed before an update is kept, and saved after a reload', async ({ signedIn, repositories }) => {
  const page = await signedIn('cwp-engineer', paths.repository(await repositories.create(), 'permissions'))
  const statement = {
    Sid: 'TypedBeforeTheUpdate',
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::120744138334:root' },
    Action: ['ecr:BatchGetImage'],
  }
  await pasteOver(await openJson(page), JSON.stringify({ Version: '2012-10-17', Statement: [statement] }))
  await deploy(page)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(UPDATED)).toBeVisible()
  await reload(page)
  await expect(page.getByRole('textbox', { name: 'Policy', exact: true })).toContainText(statement.Sid)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
})

test('a name typed before an update is kept, and created after a reload', async ({
  signedIn,
  repositories,
}) => {
  const typed = repositories.newName()
  const page = await signedIn('cwp-engineer', '/repositories/new')
  const name = page.getByLabel('Name', { exact: true })
  await name.fill(typed)
  await deploy(page)
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByText(UPDATED)).toBeVisible()
  await reload(page)
  await expect(name).toHaveValue(typed)
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: typed })).toBeVisible()
})
