import { paths } from '../lib/paths'
import { expectAccessible } from './axe'
import { expect, test } from './fixtures'
import { screenshot } from './screenshot'

const CD = { account: '120744138334', region: 'us-west-2' }
const DEV = { account: '252775557553', region: 'us-west-2' }

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
  const page = await signedIn('cwp-engineer', paths.registry(DEV))
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

test('operations lets an account pull from some repositories, sees which, and undoes it', async ({
  signedIn,
}) => {
  const page = await signedIn('ops-reviewer', paths.registry(DEV))
  await expect(page.getByText('No registry policy')).toBeVisible()
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  const form = page.getByRole('form', { name: 'Grant access' })
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form.getByText('Enter repositories, for example cwp/*').first()).toBeVisible()
  await form.getByRole('combobox', { name: /AWS accounts/ }).fill('cd-de')
  await page.keyboard.press('Enter')
  await form.getByLabel('Repositories').fill('CWP/*')
  await expect(form.getByText('“CWP/*” can’t be the name of a repository').first()).toBeVisible()
  await form.getByLabel('Repositories').fill('cwp/*')
  await expect(
    form.getByText('Allows every user and role of hpid-cd-dev (120744138334) to pull.'),
  ).toBeVisible()
  await form.getByText('Which ones').click()
  await expect(form.getByRole('link', { name: /^cwp\// }).first()).toBeVisible()
  await form.getByLabel('Reason').fill('CD builds every project')
  await expectAccessible(page)
  await screenshot(page, 'registry-editing')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  const statement = page.getByRole('article')
  await expect(statement).toContainText('repositories whose names begin with “cwp/”: ')
  await expect(page.getByText('“CD builds every project”')).toBeVisible()
  await screenshot(page, 'registry-saved')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(statement).toHaveCount(0)
  await expect(page.getByText('“undoes the last change”')).toBeVisible()
  await page.getByRole('link', { name: 'Restore this policy' }).click()
  await expect(page.getByRole('form', { name: 'Restore an earlier policy' })).toContainText('cwp/*')
})

test('opening every repository to everyone needs the registry’s name', async ({ signedIn }) => {
  const page = await signedIn('ops-reviewer', paths.registry(DEV))
  await page.getByRole('button', { name: 'Edit JSON' }).click()
  await page
    .getByLabel('Policy', { exact: true })
    .fill(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:*","Resource":"*"}]}',
    )
  await expect(page.getByText(/opens the repository to everyone/).first()).toBeVisible()
  await page.getByRole('button', { name: 'Save' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Type the registry’s name to confirm')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('form')).toBeVisible()
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
