import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { listActivity } from '@/lib/audit/list-activity'
import { addFault, clearFaults } from '@/lib/sandbox/test-faults'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { getPolicy } from './get-policy'
import { savePolicy } from './save-policy'
import { duringWrite, outsider, policyFor } from './test-outside'

describe('a write whose answer is lost', () => {
  let portal: TestPortal
  beforeAll(async () => {
    portal = await startTestPortal()
  })
  afterEach(() => clearFaults(portal.endpoint))
  afterAll(() => portal.close())

  const ctx = () => portal.as('cwp-engineer')
  const draft = policyFor('120744138334')
  const lost = (operation = 'SetRepositoryPolicy') =>
    addFault(portal.endpoint, { fault: 'lost-answer', operation, times: 1 })

  async function policyRecords(ref: Awaited<ReturnType<TestPortal['newRepository']>>) {
    const records = await listActivity(ctx(), { ref })
    return records
      .filter(({ action }) => action.startsWith('permissions.'))
      .map(({ action, outcome, author }) => `${author} ${action} ${outcome}`)
  }

  it('is checked: what AWS carried out counts as saved, and is reported so', async () => {
    const ref = await portal.newRepository()
    await lost()
    expect(await savePolicy(ctx(), { ref, base: null, draft })).toMatchObject({
      outcome: 'saved',
      readBack: 'looked-up',
    })
    expect(await policyRecords(ref)).toEqual([
      'cwp-engineer permissions.save done',
      'The portal permissions.first-seen done',
    ])
    await lost('DeleteRepositoryPolicy')
    const base = (await getPolicy(ctx(), ref)) ?? null
    expect(await savePolicy(ctx(), { ref, base, draft: null })).toMatchObject({
      outcome: 'saved',
      readBack: 'looked-up',
      policy: null,
    })
  })

  it('is checked: what never arrived is not saved, and saving again works', async () => {
    const ref = await portal.newRepository()
    await addFault(portal.endpoint, { fault: 'connection-reset', operation: 'SetRepositoryPolicy', times: 1 })
    await expect(savePolicy(ctx(), { ref, base: null, draft })).rejects.toMatchObject({
      code: 'aws-unavailable',
      message: expect.stringContaining('didn’t change. Nothing was saved'),
    })
    expect((await policyRecords(ref))[0]).toBe('cwp-engineer permissions.save failed')
    expect(await savePolicy(ctx(), { ref, base: null, draft })).toMatchObject({ outcome: 'saved' })
  })

  it('is checked: a different policy is a conflict, shown when saving again', async () => {
    const ref = await portal.newRepository()
    const between = duringWrite(ctx(), async (send) => {
      await lost()
      const answer = await send().catch((error: unknown) => error)
      await outsider(portal.endpoint).save(ref, policyFor('872569379934', 'Theirs'))
      throw answer
    })
    await expect(savePolicy(between, { ref, base: null, draft })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('the policy is now a different one'),
    })
    expect(await savePolicy(ctx(), { ref, base: null, draft })).toMatchObject({
      outcome: 'conflict',
      theirs: expect.stringContaining('Theirs'),
    })
  })

  it('is neither failed nor done until it can be checked, and then is its author’s', async () => {
    const ref = await portal.newRepository()
    const blind = duringWrite(ctx(), async (send) => {
      await lost()
      await addFault(portal.endpoint, { fault: 'server-error', operation: 'GetRepositoryPolicy' })
      return send()
    })
    await expect(savePolicy(blind, { ref, base: null, draft, reason: 'a release' })).rejects.toMatchObject({
      message: expect.stringContaining('we don’t know whether your change was saved'),
    })
    expect(await policyRecords(ref)).toEqual(['The portal permissions.first-seen done'])
    await clearFaults(portal.endpoint)
    expect(await getPolicy(portal.as('ops-reviewer'), ref)).toContain('120744138334')
    expect(await policyRecords(ref)).toEqual([
      'cwp-engineer permissions.save done',
      'The portal permissions.first-seen done',
    ])
    expect((await listActivity(ctx(), { ref }))[0]).toMatchObject({ reason: 'a release' })
  })
})
