import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PortalError } from '@/lib/errors/portal-error'
import { savePolicy } from '@/lib/permissions/save-policy'
import { policyFor } from '@/lib/permissions/test-outside'
import { createRepository } from '@/lib/repositories/create-repository'
import { saveSettings } from '@/lib/repositories/save-settings'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { listActivity } from './list-activity'
import { recordRefusal } from './record'

describe('a refused attempt to write', () => {
  let portal: TestPortal
  beforeAll(async () => {
    portal = await startTestPortal()
  })
  afterAll(() => portal.close())

  const PROD = { account: '872569379934', region: 'us-west-2', name: 'cwp/fluentd-elasticsearch-aws' }
  const tried = () => portal.as('hpid-engineer')

  it.each([
    [
      'permissions.save',
      () => savePolicy(tried(), { ref: PROD, base: null, draft: policyFor('957591566260') }),
    ],
    [
      'permissions.save',
      () => savePolicy(tried(), { ref: PROD, base: null, draft: null, force: true, typedName: PROD.name }),
    ],
    [
      'repository.create',
      () =>
        createRepository(tried(), {
          registries: [PROD],
          name: PROD.name,
          mutability: 'MUTABLE',
          scanOnPush: false,
          encryption: 'AES256',
        }),
    ],
    [
      'settings.save',
      () =>
        saveSettings(tried(), {
          ref: PROD,
          mutability: 'MUTABLE',
          scanOnPush: true,
          base: { mutability: 'MUTABLE', mutabilityExclusions: [], scanOnPush: true },
        }),
    ],
  ])('%s says who, what, on what and why', async (action, attempt) => {
    const error: unknown = await attempt().catch((refused: unknown) => refused)
    await recordRefusal(tried(), error)
    const [record] = await listActivity(portal.as('ops-reviewer'), { outcome: 'refused' })
    expect(record).toMatchObject({
      author: 'hpid-engineer',
      action,
      account: PROD.account,
      region: PROD.region,
      repository: PROD.name,
      error: error instanceof Error && error.message,
    })
    expect(record?.error).toBeTruthy()
  })

  it('is visible to the person and to operations, and is not in the repository’s history', async () => {
    expect(await listActivity(tried(), { outcome: 'refused' })).not.toHaveLength(0)
    expect(await listActivity(portal.as('cwp-engineer'), { outcome: 'refused' })).toHaveLength(0)
    expect(await listActivity(portal.as('ops-reviewer'), { ref: PROD })).toHaveLength(0)
  })

  it('isn’t recorded if it failed for another reason', async () => {
    const before = await listActivity(portal.as('ops-reviewer'), {})
    await recordRefusal(tried(), new PortalError('conflict', 'Somebody else was first.'))
    await recordRefusal(tried(), new Error('a bug'))
    expect(await listActivity(portal.as('ops-reviewer'), {})).toHaveLength(before.length)
  })

  it('is refused even if it can’t be recorded', async () => {
    const away = { ...tried(), db: () => Promise.reject(new Error('the database is away')) }
    const error: unknown = await createRepository(tried(), {
      registries: [PROD],
      name: PROD.name,
      mutability: 'MUTABLE',
      scanOnPush: false,
      encryption: 'AES256',
    }).catch((refused: unknown) => refused)
    await expect(recordRefusal(away, error)).resolves.toBeUndefined()
  })
})
