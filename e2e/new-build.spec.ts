import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { openJson, pasteOver } from './policy-text'
import { screenshot } from './screenshot'

// So Next answers an action that it does not know, and the browser tells each answer that is not 200.
test.use({ expectedErrors: [/409/] })

const UPDATED = 'The portal has been updated since you opened this page, so nothing was changed.'
const PERMISSIONS = '/registries/120744138334/us-west-2/cwp:consul/permissions'

/** From now on the portal is another build, which knows none of the actions of the page that is open. */
async function deploy(page: Page) {
  await page.route('**', async (route) => {
    const headers = route.request().headers()
    if (headers['next-action'] === undefined) return route.fallback()
    // Asked in earnest, so that the answer is the one of this version of Next.
    return route.fallback({ headers: { ...headers, 'next-action': '0'.repeat(42) } })
  })
}

/** What the reload brings: the page of the new build, with its own actions. */
async function reload(page: Page) {
  await page.unroute('**')
  await page.reload()
}

test('a request that was typed before an update is kept, and sent after a reload', async ({ signedIn }) => {
  const facts = {
    account: '872569379934',
    region: 'us-west-2',
    repository: 'cwp/consul',
    awsUserName: 'arn:aws:iam::957591566260:user/ci',
    action: 'ecr:BatchGetImage',
  }
  const page = await signedIn('cwp-engineer', `/access?${new URLSearchParams(facts)}`)
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

test('a grant that was chosen before an update is kept, and saved after a reload', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', PERMISSIONS)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.keyboard.type('ccp-d')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Difference' })).toContainText('+ ')
  await deploy(page)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(UPDATED)).toBeVisible()
  await screenshot(page, 'new-build-permissions')
  await reload(page)
  await expect(page.getByRole('region', { name: 'Difference' })).toContainText('957591566260')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
})

test('JSON that was typed before an update is kept, and saved after a reload', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', PERMISSIONS)
  const statement = {
    Sid: 'TypedBeforeTheUpdate',
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::957591566260:root' },
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

test('a name that was typed before an update is kept, and created after a reload', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', '/repositories/new')
  const name = page.getByLabel('Name', { exact: true })
  await name.fill('cwp/typed-before-an-update')
  await deploy(page)
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByText(UPDATED)).toBeVisible()
  await reload(page)
  await expect(name).toHaveValue('cwp/typed-before-an-update')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'cwp/typed-before-an-update' })).toBeVisible()
})
