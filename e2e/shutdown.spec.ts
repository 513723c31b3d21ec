import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { type Portal, withPortal } from './portal'
import { sandboxAt } from './sandbox'

// Each test starts a portal of its own within its time.
test.describe.configure({ timeout: 90_000 })

const PERMISSIONS = '/registries/872569379934/us-west-2/cwp:fluentd-elasticsearch-aws/permissions'

/** Saves a grant in the permissions form, and resolves once the write is on its way to AWS. */
async function beginSaving(page: Page, portal: Portal, latencyMs: number) {
  const { origin } = portal
  const sandbox = sandboxAt(portal.sandbox)
  await page.goto(`${origin}/sign-in`)
  await page.getByRole('button', { name: 'ops-reviewer', exact: true }).click()
  await page.waitForURL(`${origin}/`)
  await page.goto(origin + PERMISSIONS)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('combobox', { name: /AWS accounts/ }).fill('ccp-d')
  await page.keyboard.press('Enter')
  await sandbox.fail({ fault: 'latency', latencyMs, operation: 'SetRepositoryPolicy', times: 1 })
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  // The call has met the fault, which was for one call only.
  await expect.poll(sandbox.faults).toEqual([])
}

test('on SIGTERM the portal reports that it isn’t ready, and finishes a write in progress', async ({
  page,
}) => {
  await withPortal({ env: { PORTAL_DRAIN_SECONDS: '2' } }, async (portal) => {
    await beginSaving(page, portal, 3500)
    expect((await fetch(`${portal.origin}/readyz`)).status).toBe(200)
    portal.process.kill('SIGTERM')
    await expect.poll(async () => (await fetch(`${portal.origin}/readyz`)).status).toBe(503)
    expect((await fetch(`${portal.origin}/healthz`)).status).toBe(200)
    await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
    expect(await portal.exited).toEqual({ code: 0, signal: null })
    await expect(fetch(`${portal.origin}/healthz`)).rejects.toThrow()
    expect(portal.logged()).toContain('"stopped"')

    const database = await PGlite.create(join(portal.dataDirectory, 'database', 'pg'))
    const { rows } = await database.query(
      "select outcome from audit_records where action = 'permissions.save' order by id",
    )
    const claims = await database.query('select from registry_copies where reader is not null')
    await database.close()
    expect(rows).toEqual([{ outcome: 'intended' }, { outcome: 'done' }])
    expect(claims.rows).toEqual([])
  })
})

test('a write whose client has left is finished too', async ({ page }) => {
  await withPortal({}, async (portal) => {
    await beginSaving(page, portal, 2000)
    await page.goto('about:blank')
    portal.process.kill('SIGTERM')
    expect(await portal.exited).toEqual({ code: 0, signal: null })
    const database = await PGlite.create(join(portal.dataDirectory, 'database', 'pg'))
    const { rows } = await database.query(
      "select outcome from audit_records where action = 'permissions.save' order by id",
    )
    await database.close()
    expect(rows).toEqual([{ outcome: 'intended' }, { outcome: 'done' }])
  })
})

test('a second signal stops it at once', async ({ page }) => {
  await withPortal({ env: { PORTAL_DRAIN_SECONDS: '900' } }, async (portal) => {
    await page.goto(`${portal.origin}/sign-in`)
    // Signals within a second of the first count as the same one.
    await expect
      .poll(() => {
        portal.process.kill('SIGTERM')
        return portal.process.exitCode
      })
      .toBe(1)
    expect(portal.logged()).toContain('after a second signal')
  })
})
