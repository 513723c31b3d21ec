import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { type OwnPortal, withOwnPortal } from './own-portal'

const PERMISSIONS = '/registries/872569379934/us-west-2/cwp:fluentd-elasticsearch-aws/permissions'

/** Presses Save in the form for permissions, and resolves as soon as the write is on its way to AWS. */
async function beginSaving(page: Page, { origin, meet, waiting }: OwnPortal, latencyMs: number) {
  await page.goto(`${origin}/sign-in`)
  await page.getByRole('button', { name: 'cwp-engineer', exact: true }).click()
  await page.waitForURL(`${origin}/`)
  await page.goto(origin + PERMISSIONS)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('combobox', { name: /AWS accounts/ }).fill('ccp-d')
  await page.keyboard.press('Enter')
  await meet({ fault: 'latency', latencyMs, operation: 'SetRepositoryPolicy', times: 1 })
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  // A fault that was met is waiting no more.
  await expect.poll(waiting).toEqual([])
}

test('a portal that is told to stop says that it is not ready, and ends a write that is under way', async ({
  page,
}) => {
  await withOwnPortal({ env: { PORTAL_DRAIN_SECONDS: '2' } }, async (portal) => {
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

test('what nobody waits for any more is finished too', async ({ page }) => {
  await withOwnPortal({}, async (portal) => {
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

test('a second signal ends it at once', async ({ page }) => {
  await withOwnPortal({ env: { PORTAL_DRAIN_SECONDS: '900' } }, async (portal) => {
    await page.goto(`${portal.origin}/sign-in`)
    // What comes within a second is the first signal once more.
    await expect
      .poll(() => {
        portal.process.kill('SIGTERM')
        return portal.process.exitCode
      })
      .toBe(1)
    expect(portal.logged()).toContain('after a second signal')
  })
})
