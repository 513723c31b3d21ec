import { expectAccessible } from './axe'
import { clipboard, countEffort, paste } from './effort'
import { expect, test } from './fixtures'
import { screenshot } from './screenshot'

const FLUENTD = 'cwp/fluentd-elasticsearch-aws'

test('F1: a repository is found in any registry by typing a part of its name', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer')
  const effort = countEffort(page, 'F1')
  await page.keyboard.type('fluentd')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: FLUENTD })).toBeVisible()
  await effort.within({ clicks: 0, keys: 'fluentd'.length + 1 })
})

test('results appear while typing, grouped by name, and Back brings them back', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer')
  await page.keyboard.type('fluentd')
  await expect(page.getByRole('heading', { name: FLUENTD })).toHaveCount(1)
  const links = page.getByRole('link', { name: `${FLUENTD} in ` })
  await expect(links).toHaveCount(3)
  await expect(page).toHaveURL(/\?q=fluentd$/)
  await expectAccessible(page)
  await screenshot(page, 'find')
  await links.and(page.getByRole('link', { name: /hp-id-prod/ })).click()
  await expect(page.getByRole('heading', { level: 1, name: FLUENTD })).toBeVisible()
  await page.goBack()
  await expect(links).toHaveCount(3)
  await expect(page.getByRole('searchbox', { name: 'Find a repository' })).toHaveValue('fluentd')
})

for (const [what, text] of [
  ['an image URI', `872569379934.dkr.ecr.us-west-2.amazonaws.com/${FLUENTD}:1.5.3`],
  ['an ARN', `arn:aws:ecr:us-west-2:872569379934:repository/${FLUENTD}`],
  [
    'the console link of the old guide',
    'https://us-west-2.console.aws.amazon.com/ecs/home?region=us-west-2#/repositories/cwp:fluentd-elasticsearch-aws#permissions',
  ],
] as const)
  test(`${what} goes straight to its repository`, async ({ signedIn }) => {
    const page = await signedIn('cwp-engineer')
    await paste(page, text)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: FLUENTD })).toBeVisible()
  })

test('the list filters over everything, keeps its state in the address and exports exactly that', async ({
  signedIn,
}) => {
  const page = await signedIn('cwp-engineer', '/repositories')
  await expect(page.getByText(/repositories in 7 registries/)).toBeVisible()
  await expectAccessible(page)
  await screenshot(page, 'repositories')
  await page.getByLabel('Region').selectOption('eu-central-1')
  await expect(page).toHaveURL(/region=eu-central-1/)
  await expect(page.getByText(/in 1 registry/)).toBeVisible()
  const listed = await page.locator('[data-row]').count()
  await page.reload()
  await expect(page.getByLabel('Region')).toHaveValue('eu-central-1')
  await expect(page.locator('[data-row]')).toHaveCount(listed)
  const csv = await page.request.get(
    (await page.getByRole('link', { name: 'CSV' }).getAttribute('href')) ?? '',
  )
  expect((await csv.text()).trim().split('\r\n')).toHaveLength(listed + 1)
  await page.getByRole('link', { name: 'Clear all filters' }).click()
  await expect(page.getByLabel('Region')).toHaveValue('')
})

test('a whole name can be typed fast into the list’s search, which keeps text and focus', async ({
  signedIn,
}) => {
  const page = await signedIn('cwp-engineer', '/repositories')
  await expect(page.locator('html')).toHaveAttribute('data-keys', 'on')
  const search = page.getByRole('searchbox', { name: 'Find a repository' })
  await search.click()
  await page.keyboard.type(FLUENTD)
  await expect(page).toHaveURL(/elasticsearch-aws$/)
  await expect(page.getByRole('heading', { name: FLUENTD })).toBeVisible()
  await expect(search).toHaveValue(FLUENTD)
  await expect(search).toBeFocused()
})

for (const path of ['/', '/repositories'])
  test(`clearing the search empties it, and Back brings it back: ${path}`, async ({ signedIn }) => {
    const page = await signedIn('cwp-engineer', path)
    await expect(page.locator('html')).toHaveAttribute('data-keys', 'on')
    const search = page.getByRole('searchbox', { name: 'Find a repository' })
    await search.click()
    await page.keyboard.type('nothing-like-it')
    await expect(page).toHaveURL(/nothing-like-it$/)
    await page.getByRole('link', { name: 'Clear search' }).click()
    await expect(page).toHaveURL(path)
    await expect(search).toHaveValue('')
    await page.goBack()
    await expect(page).toHaveURL(/nothing-like-it$/)
    await expect(search).toHaveValue('nothing-like-it')
  })

test('Back brings cleared filters back into their controls', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', '/repositories')
  await expect(page.locator('html')).toHaveAttribute('data-keys', 'on')
  await page.getByLabel('Region').selectOption('eu-central-1')
  await expect(page).toHaveURL(/region=eu-central-1/)
  await page.getByRole('link', { name: 'Clear all filters' }).click()
  await expect(page.getByLabel('Region')).toHaveValue('')
  await page.goBack()
  await expect(page).toHaveURL(/region=eu-central-1/)
  await expect(page.getByLabel('Region')).toHaveValue('eu-central-1')
})

test('filters can be typed, and an unknown one is named and lists nothing', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', '/repositories')
  await expect(page.locator('html')).toHaveAttribute('data-keys', 'on')
  await page.getByRole('searchbox').click()
  await page.keyboard.type('fluentd account:prod')
  await expect(page.locator('[data-row]')).toHaveCount(1)
  await expect(page.getByRole('link', { name: /in hp-id-prod, us-west-2/ })).toBeVisible()
  await page.keyboard.type(' colour:blue')
  await expect(page.getByText('There is no filter “colour:blue”')).toBeVisible()
  await expect(page.locator('[data-row]')).toHaveCount(0)
  await expectAccessible(page)
  await screenshot(page, 'unknown-filter')
})

test('one typo is forgiven, and mentioned', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', '/repositories')
  await expect(page.locator('html')).toHaveAttribute('data-keys', 'on')
  await page.getByRole('searchbox').click()
  await page.keyboard.type('fluentd-elastcisearch')
  await expect(page.getByText('No repository matches “fluentd-elastcisearch”')).toBeVisible()
  const near = page.getByRole('region', { name: 'Did you mean' })
  await expect(near.getByRole('link', { name: /in hp-id-prod/ })).toBeVisible()
  await expectAccessible(page)
  await screenshot(page, 'nearly-the-same')
})

test('a slow answer never overwrites a newer one', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', '/repositories')
  await expect(page.locator('html')).toHaveAttribute('data-keys', 'on')
  const held: (() => Promise<void>)[] = []
  await page.route(/\/repositories\/search\?q=fluent$/, (route) => {
    held.push(() => route.continue())
  })
  const search = page.getByRole('searchbox')
  await search.fill('fluent')
  await expect.poll(() => held.length).toBe(1)
  await search.fill('kibana')
  const kibana = page.getByRole('heading', { name: 'cwp/kibana' })
  await expect(kibana).toBeVisible()
  for (const release of held) await release().catch(() => undefined)
  await search.fill('kibana-')
  await search.fill('kibana')
  await expect(kibana).toBeVisible()
  await expect(page.getByRole('heading', { name: FLUENTD })).toHaveCount(0)
})

test('a preview appears before the portal has answered', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', '/repositories')
  await expect(page.locator('html')).toHaveAttribute('data-keys', 'on')
  const search = page.getByRole('searchbox')
  const columns = page.waitForResponse((response) => response.url().endsWith('/repositories/columns'))
  await search.fill('k')
  await columns
  await page.route(/\/repositories\/search\?q=kib/, () => undefined)
  await search.fill('kibana')
  await expect(page.getByRole('heading', { name: 'cwp/kibana' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(1)
})

test('j moves through the rows and Enter opens one', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', '/repositories?q=fluentd')
  await expect(page.locator('html')).toHaveAttribute('data-keys', 'on')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await expect(page.getByRole('link', { name: /hp-id-prod/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: FLUENTD })).toBeVisible()
})

test('no match and no repositories are different, each with a next step', async ({ signedIn }) => {
  const page = await signedIn('cwp-engineer', '/repositories?q=cwp/not-there-yet')
  await expect(page.getByText('No repository matches “cwp/not-there-yet”')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Create cwp/not-there-yet' }).click()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('cwp/not-there-yet')
})

for (const [address, says] of [
  ['/repositories?page=999&sort=evil&account=x', /repositories in 7 registries/],
  [`/repositories?q=${'x'.repeat(5000)}`, /No repository matches/],
  ['/repositories?q=.*%2B%5B', /No repository matches/],
  ['/registries/000000000001/us-west-2/cwp:x', /Account 000000000001 isn’t in the portal/],
  ['/registries/252775557553/eu-north-1/cwp:x', /has no registry in eu-north-1/],
  ['/registries/252775557553/us-west-2/cwp:not-there', /There is no repository cwp\/not-there in hp-id-dev/],
  ['/registries/252775557553/us-west-2/ÜPPER%20case', /There is no repository/],
] as const)
  test(`a nonsense URL has a clear answer: ${address.slice(0, 60)}`, async ({ signedIn }) => {
    const page = await signedIn('cwp-engineer', address)
    await expect(page.getByRole('main')).toContainText(says)
    await expect(page.getByRole('main')).not.toContainText('Something went wrong')
  })

test('F2: the pull and push commands are copied with one click', async ({ signedIn }) => {
  const page = await signedIn(
    'cwp-engineer',
    '/registries/872569379934/us-west-2/cwp:fluentd-elasticsearch-aws',
  )
  const effort = countEffort(page, 'F2')
  await page.getByRole('button', { name: 'Copy all pull commands' }).click()
  await effort.within({ clicks: 1, keys: 0 })
  expect(await clipboard(page)).toBe(
    [
      'aws ecr get-login-password --region us-west-2 | docker login --username AWS --password-stdin 872569379934.dkr.ecr.us-west-2.amazonaws.com',
      `docker pull 872569379934.dkr.ecr.us-west-2.amazonaws.com/${FLUENTD}:latest`,
    ].join('\n'),
  )
})

test('a repository’s page shows its images newest first, its commands and its namesakes', async ({
  signedIn,
}) => {
  const page = await signedIn('cwp-engineer', '/registries/252775557553/us-west-2/hpid:auth-service')
  await expect(page.getByRole('heading', { name: '1,200 images, newest first' })).toBeVisible()
  await expect(page.getByText('Page 1 of 24')).toBeVisible()
  const pushed = await page
    .locator('td:nth-child(4) time')
    .evaluateAll((times) => times.map((time) => time.getAttribute('datetime')))
  expect(pushed).toEqual([...pushed].sort().reverse())
  await page.getByText('PowerShell').click()
  await expect(page.getByText('Get-ECRLoginCommand').first()).toBeVisible()
  await page.reload()
  await expect(page.getByText('Get-ECRLoginCommand').first()).toBeVisible()
  await expect(page.getByRole('link', { name: /hp-id-prod \(us-west-2\)/ })).toBeVisible()
  await expect(page.getByRole('link', { name: /Open in the AWS console/ })).toHaveAttribute(
    'href',
    'https://us-west-2.console.aws.amazon.com/ecr/repositories/private/252775557553/hpid/auth-service/_/details?region=us-west-2',
  )
  await expectAccessible(page)
  await screenshot(page, 'repository')
})
