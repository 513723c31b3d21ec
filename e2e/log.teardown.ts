import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, sessionOf, test } from './fixtures'
import { LOGS } from './results'
import { secretsIn } from './secrets'

const READ = { operation: 'DescribeRepositories', account: '871386769552' }

/** What AWS and the network may do to a call that reads. */
const FAILURES = [
  'access-denied',
  'expired-token',
  'clock-skew',
  'connection-reset',
  'html-502',
  'empty-200',
  'truncated',
] as const

test('the logs of the whole run, with failures of every kind in them, hold no secret', async ({
  signedIn,
  request,
  portal,
  sandbox,
}) => {
  const page = await signedIn('ops-reviewer')
  const session = await sessionOf(page.context())
  for (const fault of FAILURES) {
    await sandbox.fail({ fault, ...READ })
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(page.getByRole('button', { name: 'Refresh' })).toBeEnabled()
    await expect(page.getByText('Some registries couldn’t be read')).toBeVisible()
    await sandbox.recover()
  }
  // A torn session, a forged sign-in, and an action that does not exist.
  const torn = `portal-session=${session.slice(0, -4)}AAAA`
  await request.get('/repositories/search?q=x', { headers: { cookie: torn } })
  await request.post('/api/auth/callback/local', { form: { csrfToken: 'forged', user: 'ops-reviewer' } })
  await page.request.post('/', { headers: { 'next-action': '0'.repeat(42) }, data: '[]' })

  await expect.poll(portal.logged).toContain('Failed to find Server Action')
  expect(secretsIn(portal.logged(), [session])).toEqual([])
  for (const file of readdirSync(LOGS))
    expect(secretsIn(readFileSync(join(LOGS, file), 'utf8')), file).toEqual([])
})
