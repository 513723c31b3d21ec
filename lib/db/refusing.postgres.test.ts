import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chownSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordAudit } from '@/lib/audit/record'
import { toPortalError } from '@/lib/errors/portal-error'
import { savePolicy } from '@/lib/permissions/save-policy'
import { duringWrite, outsider, policyFor } from '@/lib/permissions/test-outside'
import { createRepository } from '@/lib/repositories/create-repository'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { createRequest } from '@/lib/requests/create-request'
import { listRequests } from '@/lib/requests/list-requests'
import { asking } from '@/lib/requests/test-request'
import { onServer } from '@/lib/testing/database'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { startCluster } from '@/lib/tools/launch/cluster.mjs'
import { closeDb, type Db, getDb } from './db'

let cluster: Awaited<ReturnType<typeof startCluster>>
let portal: TestPortal

beforeAll(async () => {
  cluster = await startCluster()
  process.env.TEST_POSTGRES_URL = cluster.url
  portal = await startTestPortal()
})
afterAll(async () => {
  await portal.close()
  await cluster.remove()
})

const CONSUL = { account: '252775557553', region: 'us-west-2', name: 'cwp/consul' }

function ask(why: string) {
  return createRequest(portal.as('cwp-engineer'), asking(CONSUL, { why }))
}

function requestsOf(user: 'cwp-engineer' | 'ops-reviewer') {
  return listRequests(portal.as(user), { state: 'all', page: 1 })
}

async function reasonOf(work: Promise<unknown>): Promise<string | undefined> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return toPortalError(error, 'writing')?.message
}

/** What is said to somebody who changes something, and that it never reaches AWS. */
async function expectNothingChanged(ref: RepositoryRef, why: string): Promise<void> {
  let writes = 0
  const ctx = duringWrite(portal.as('cwp-engineer'), (send) => {
    writes += 1
    return send()
  })
  expect(await reasonOf(savePolicy(ctx, { ref, base: null, draft: policyFor('120744138334') }))).toContain(
    why,
  )
  const [creation] = await createRepository(ctx, {
    registries: [{ account: ref.account, region: ref.region }],
    name: `cwp/not-made-${randomUUID()}`,
    mutability: 'MUTABLE',
    scanOnPush: false,
    encryption: 'AES256',
  })
  expect(creation).toMatchObject({ outcome: 'failed', message: expect.stringContaining(why) })
  expect(writes).toBe(0)
  await expect(outsider(portal.endpoint).read(ref)).rejects.toThrow('does not exist')
}

/** What holds for new connections, and then for all. */
async function setReadOnly(setting: 'on' | 'off'): Promise<void> {
  const name = new URL(process.env.DATABASE_URL ?? '').pathname.slice(1)
  await onServer(`alter database "${name}" set default_transaction_read_only = ${setting}`)
  await closeDb()
}

/** A disk of a few megabytes, where this machine lets us have one. */
function mountSmallDisk(at: string): boolean {
  mkdirSync(at)
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', at])
  if (status === 0 && cluster.account) chownSync(at, cluster.account.uid, cluster.account.gid)
  return status === 0
}

/** Takes what is left of the small disk. */
async function fill(db: Db): Promise<void> {
  const content = 'x'.repeat(1000)
  while (
    await db.execute(sql`insert into ballast select ${content} from generate_series(1, 200)`).then(
      () => true,
      () => false,
    )
  );
}

describe('a database that refuses to write', () => {
  it('because it is read-only is reported as such and still read, and nothing is changed', async () => {
    const ref = await portal.newRepository()
    const id = await ask('before')
    await setReadOnly('on')
    try {
      expect(await reasonOf(ask('during'))).toBe(
        'The portal’s database is read-only at the moment, so this couldn’t be recorded and was not done. Tell infrastructure operations.',
      )
      await expectNothingChanged(ref, 'is read-only at the moment')
      expect((await requestsOf('cwp-engineer')).requests).toMatchObject([{ id, why: 'before' }])
    } finally {
      await setReadOnly('off')
    }
    await ask('after')
  })

  it('because its disk is full is reported as such, and what it acknowledged before is kept', async ({
    skip,
  }) => {
    const disk = join(cluster.directory, 'disk')
    if (!mountSmallDisk(disk)) skip('no small disk can be mounted here')
    try {
      const ref = await portal.newRepository()
      await onServer(`create tablespace small location '${disk}'`)
      const db = await getDb()
      for (const table of ['access_requests', 'audit_records', 'known_policies'])
        await db.execute(sql.raw(`alter table ${table} set tablespace small`))
      await db.execute(sql`create table ballast (content text) tablespace small`)
      const before = (await requestsOf('ops-reviewer')).counts.all
      let acknowledged = 0
      let refused: string | undefined
      while (refused === undefined) {
        await fill(db)
        refused = await reasonOf(
          ask('x'.repeat(900)).then(() => {
            acknowledged += 1
          }),
        )
      }
      expect(refused).toBe(
        'The disk of the portal’s database is full, so this couldn’t be recorded and was not done. Tell infrastructure operations.',
      )
      // What is free of the record's last page would still take a small record.
      const ops = portal.as('ops-reviewer')
      while (!(await reasonOf(recordAudit(db, ops, { action: 'request.draft', requestId: 1 }))));
      await expectNothingChanged(ref, 'is full')
      expect((await requestsOf('ops-reviewer')).counts.all).toBe(before + acknowledged)
      await db.execute(sql`drop table ballast`)
      await ask('after')
    } finally {
      spawnSync('umount', ['-l', disk])
    }
  })
})
