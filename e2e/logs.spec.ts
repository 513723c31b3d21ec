import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { expect, test } from './fixtures'
import { withPortal } from './portal'
import { sandboxAt } from './sandbox'

// The test starts a portal of its own within its time.
test.describe.configure({ timeout: 90_000 })
test.use({ expectedErrors: [/500|React error #441/] })

/** Leaves the database without a table, so that the portal meets an error that it does not expect. */
async function withoutRequests(dataDirectory: string): Promise<void> {
  const database = await PGlite.create(join(dataDirectory, 'database', 'pg'))
  await database.exec('drop table access_requests cascade')
  await database.close()
}

test('an unexpected failure is found in the log by the reference shown to the person, and by the request’s id', async ({
  page,
}) => {
  await withPortal({ prepare: withoutRequests }, async ({ origin, sandbox, logged, exited, process }) => {
    await page.goto(`${origin}/sign-in`)
    await page.getByRole('button', { name: 'cwp-engineer', exact: true }).click()
    await page.waitForURL(`${origin}/`)
    const failed = await page.goto(`${origin}/requests`)
    const shown = (await page.getByText(/\(reference \d+\)/).textContent()) ?? ''
    const cookies = await page.context().cookies()

    await sandboxAt(sandbox).fail({ fault: 'access-denied', operation: 'DescribeImages', times: 1 })
    await page.goto(`${origin}/registries/120744138334/us-west-2/cwp:consul`)
    await expect(page.getByText(/AWS didn’t let the portal/).first()).toBeVisible()
    const forged = await fetch(`${origin}/healthz`, { headers: { 'x-request-id': 'forged' } })
    expect(forged.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
    process.kill('SIGTERM')
    await exited

    const lines = logged()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const reference = /reference (\d+)/.exec(shown)?.[1]
    const id = failed?.headers()['x-request-id']
    expect(id).toMatch(/^[\da-f-]{36}$/)
    expect(lines).toContainEqual(
      expect.objectContaining({ reference, requestId: id, msg: 'a page or a route failed' }),
    )
    expect(lines.filter((line) => line.reference === reference)).toHaveLength(1)
    expect(lines).toContainEqual(
      expect.objectContaining({ requestId: id, msg: 'served', route: '/requests', method: 'GET' }),
    )
    expect(lines).toContainEqual(
      expect.objectContaining({
        operation: 'DescribeImages',
        outcome: 'aws-denied',
        err: expect.objectContaining({ awsRequestId: expect.stringMatching(/^[\da-f-]{36}$/) }),
        requestId: expect.stringMatching(/^[\da-f-]{36}$/),
      }),
    )
    const secrets = cookies.map(({ value }) => value)
    expect(secrets.length).toBeGreaterThan(0)
    for (const secret of [...secrets, 'notasecret', 'ASIA', 'AWS4-HMAC', 'Failed query', 'select "id"'])
      expect(logged()).not.toContain(secret)
  })
})
