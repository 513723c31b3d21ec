import { paths } from '../lib/paths'
import { expectAccessible } from './axe'
import { expect, test } from './fixtures'
import { screenshot } from './screenshot'

const CD = { account: '120744138334', region: 'us-west-2' }

test('a registry’s page says whom its policy lets in, and to which repositories', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer')
  await page.getByRole('link', { name: 'Registry of hpid-cd-dev, us-west-2' }).click()
  await expect(page.getByRole('heading', { name: 'hpid-cd-dev, us-west-2' })).toBeVisible()
  const pulls = page.getByRole('article', { name: 'ProductionPullsAllOfCwp' })
  await expect(pulls).toContainText('Lets every user and role of hp-id-prod (872569379934) pull.')
  await expect(pulls).toContainText('repositories whose names begin with “cwp/”')
  await expect(page.getByRole('article', { name: 'NobodyDeletesImages' })).toContainText(
    'every repository in this registry',
  )
  await expect(page.getByText('for every ECR action (scope V2)')).toBeVisible()
  await expectAccessible(page)
  await screenshot(page, 'registry')
  await pulls.getByRole('link', { name: /repositor/ }).click()
  await expect(page.getByRole('searchbox').first()).toHaveValue('cwp/')
})

test('a registry without a policy and one under scope V1 say so', async ({ signedIn }) => {
  const page = await signedIn(
    'cwp-engineer',
    paths.registry({ account: '252775557553', region: 'us-west-2' }),
  )
  await expect(page.getByText('No registry policy')).toBeVisible()
  await page.goto(paths.registry({ account: '957591566260', region: 'eu-central-1' }))
  await expect(page.getByText('It doesn’t affect who can pull or push.')).toBeVisible()
  await expectAccessible(page)
})

test('a policy that can no longer be read keeps its age, and says why', async ({ signedIn, sandbox }) => {
  const page = await signedIn('cwp-engineer')
  await sandbox.fail({ fault: 'access-denied', account: CD.account, operation: 'GetRegistryPolicy' })
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByRole('button', { name: 'Refresh' })).toBeEnabled()
  await page.goto(paths.registry(CD))
  await expect(page.getByText('This may be out of date')).toBeVisible()
  await expect(page.getByText(/ecr:GetRegistryPolicy/)).toBeVisible()
  await expect(page.getByRole('article', { name: 'ProductionPullsAllOfCwp' })).toBeVisible()
  await expectAccessible(page)
})

test.describe('an address', () => {
  test.use({ expectedErrors: [/404/] })
  test('of a registry that the portal doesn’t have is not found', async ({ signedIn }) => {
    const page = await signedIn(
      'cwp-engineer',
      paths.registry({ account: '252775557553', region: 'eu-north-1' }),
    )
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found')
  })
})
