import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, sessionOf, test } from './fixtures'
import { secretsIn } from './secrets'

const LOG = fileURLToPath(new URL('../.test-results/portal.log', import.meta.url))
const FAULTS = `http://127.0.0.1:${process.env.E2E_SANDBOX_PORT || '4610'}/_sandbox/faults`
const READ = { operation: 'DescribeRepositories', account: '871386769552' }

/** What AWS and the way to it may do to a reading. */
const FAILURES = [
  'access-denied',
  'expired-token',
  'clock-skew',
  'connection-reset',
  'html-502',
  'empty-200',
  'truncated',
]

test('the log of the whole run, with failures of every kind in it, holds no secret', async ({
  signedIn,
  request,
}) => {
  const page = await signedIn('ops-reviewer')
  const session = await sessionOf(page.context())
  for (const fault of FAILURES) {
    expect((await request.post(FAULTS, { data: { fault, ...READ } })).ok()).toBe(true)
    try {
      await page.getByRole('button', { name: 'Refresh' }).click()
      await expect(page.getByRole('button', { name: 'Refresh' })).toBeEnabled()
      await expect(page.getByText('Some registries couldn’t be read')).toBeVisible()
    } finally {
      await request.delete(FAULTS)
    }
  }
  // A session that was torn, a sign-in that was forged, and an action that does not exist.
  const torn = `portal-session=${session.slice(0, -4)}AAAA`
  await request.get('/repositories/search?q=x', { headers: { cookie: torn } })
  await request.post('/api/auth/callback/local', { form: { csrfToken: 'forged', user: 'ops-reviewer' } })
  await page.request.post('/', { headers: { 'next-action': '0'.repeat(42) }, data: '[]' })

  const read = () => readFileSync(LOG, 'utf8')
  await expect.poll(read).toContain('Failed to find Server Action')
  expect(secretsIn(read(), [session])).toEqual([])
})
