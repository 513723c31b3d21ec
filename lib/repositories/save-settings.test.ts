import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listActivity } from '@/lib/audit/list-activity'
import { callsAt, forgetCalls, writesAt } from '@/lib/sandbox/test-calls'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { getRepository } from './get-repository'
import { saveSettings } from './save-settings'

const BORN = { mutability: 'MUTABLE', mutabilityExclusions: [], scanOnPush: false }
const WANTED = { mutability: 'IMMUTABLE_WITH_EXCLUSION', exclusionFilters: ['latest'], scanOnPush: true }
const AFTER = { mutability: 'IMMUTABLE_WITH_EXCLUSION', mutabilityExclusions: ['latest'], scanOnPush: true }

describe('saving settings', () => {
  let portal: TestPortal
  beforeAll(async () => {
    portal = await startTestPortal()
  })
  afterAll(() => portal.close())

  it('sets both and records each with its before and after', async () => {
    const ctx = portal.as('cwp-engineer')
    const ref = await portal.newRepository()
    expect(await saveSettings(ctx, { ref, ...WANTED, base: BORN })).toMatchObject(AFTER)
    expect(await getRepository(ctx, ref)).toMatchObject(AFTER)
    const [scan, tags] = await listActivity(ctx, { ref })
    expect(scan).toMatchObject({
      outcome: 'done',
      before: '{"imageScanningConfiguration":{"scanOnPush":false}}',
      after: '{"imageScanningConfiguration":{"scanOnPush":true}}',
    })
    expect(tags).toMatchObject({
      action: 'settings.save',
      outcome: 'done',
      before: '{"imageTagMutability":"MUTABLE"}',
      after:
        '{"imageTagMutability":"IMMUTABLE_WITH_EXCLUSION","imageTagMutabilityExclusionFilters":[{"filterType":"WILDCARD","filter":"latest"}]}',
    })
  })

  it('writes nothing when there is nothing to change', async () => {
    const ctx = portal.as('cwp-engineer')
    const ref = await portal.newRepository()
    const records = (await listActivity(ctx, { ref })).length
    await forgetCalls(portal.endpoint)
    await saveSettings(ctx, { ref, mutability: 'MUTABLE', scanOnPush: false, base: BORN })
    expect(await writesAt(portal.endpoint)).toEqual([])
    expect(await listActivity(ctx, { ref })).toHaveLength(records)
  })

  it('shows what someone else set meanwhile, and doesn’t overwrite it', async () => {
    const ctx = portal.as('cwp-engineer')
    const ref = await portal.newRepository()
    await saveSettings(ctx, { ref, ...WANTED, base: BORN })
    const mine = { ref, mutability: 'IMMUTABLE', scanOnPush: false, base: BORN }
    await expect(saveSettings(ctx, mine)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(
        'now: tags IMMUTABLE_WITH_EXCLUSION except latest, scan on push on. Your change wasn’t saved.',
      ),
    })
    expect(await getRepository(ctx, ref)).toMatchObject(AFTER)
    expect(await saveSettings(ctx, { ...mine, base: AFTER })).toMatchObject({ mutability: 'IMMUTABLE' })
  })

  it('refuses an engineer of another organisation before AWS sees any call', async () => {
    const owner = portal.as('cwp-engineer')
    const ref = await portal.newRepository()
    const records = (await listActivity(owner, { ref })).length
    await forgetCalls(portal.endpoint)
    await expect(
      saveSettings(portal.as('hpid-engineer'), { ref, ...WANTED, base: BORN }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    expect(await callsAt(portal.endpoint)).toEqual([])
    expect(await getRepository(owner, ref)).toMatchObject(BORN)
    expect(await listActivity(owner, { ref })).toHaveLength(records)
  })

  it('requires a filter for exclusions, and names the field', async () => {
    const ctx = portal.as('cwp-engineer')
    const ref = await portal.newRepository()
    await expect(
      saveSettings(ctx, { ref, ...WANTED, exclusionFilters: [], base: BORN }),
    ).rejects.toMatchObject({ code: 'invalid', fields: { exclusionFilters: expect.any(String) } })
  })
})
