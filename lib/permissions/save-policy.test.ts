import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listActivity } from '@/lib/audit/list-activity'
import { PortalError } from '@/lib/errors/portal-error'
import { callsAt, forgetCalls, writesAt } from '@/lib/sandbox/test-calls'
import { addFault } from '@/lib/sandbox/test-faults'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { getPolicy } from './get-policy'
import { savePolicy } from './save-policy'
import { policyFor } from './test-outside'

const PROD_FLUENTD = { account: '872569379934', region: 'us-west-2', name: 'cwp/fluentd-elasticsearch-aws' }

describe('saving a policy', () => {
  let portal: TestPortal
  beforeAll(async () => {
    portal = await startTestPortal()
  })
  afterAll(() => portal.close())

  it('writes it, reads it back and records before and after', async () => {
    const ctx = portal.as('cwp-engineer')
    const ref = await portal.newRepository()
    const draft = policyFor('120744138334')
    const saving = await savePolicy(ctx, { ref, base: null, draft, reason: 'the release job pulls' })
    expect(saving).toMatchObject({ outcome: 'saved', before: null, readBack: 'same' })
    expect(await getPolicy(ctx, ref)).toContain('120744138334')
    const [record] = await listActivity(ctx, { ref })
    expect(record).toMatchObject({ action: 'permissions.save', outcome: 'done', before: null, after: draft })
    expect(record?.reason).toBe('the release job pulls')
  })

  it('writes nothing if there is nothing to save', async () => {
    const ctx = portal.as('cwp-engineer')
    const ref = await portal.newRepository()
    await savePolicy(ctx, { ref, base: null, draft: policyFor('120744138334') })
    const found = await getPolicy(ctx, ref)
    const records = (await listActivity(ctx, { ref })).length
    await forgetCalls(portal.endpoint)
    const respelt = policyFor('120744138334').replace(
      '{"AWS":"arn:aws:iam::120744138334:root"}',
      '{"AWS":["arn:aws:iam::120744138334:root"]}',
    )
    expect(await savePolicy(ctx, { ref, base: found, draft: respelt })).toMatchObject({
      outcome: 'unchanged',
    })
    expect(await writesAt(portal.endpoint)).toEqual([])
    expect(await listActivity(ctx, { ref })).toHaveLength(records)
  })

  it('reports what someone else changed in the meantime, and does not overwrite it', async () => {
    const ctx = portal.as('cwp-engineer')
    const ref = await portal.newRepository()
    await savePolicy(ctx, { ref, base: null, draft: policyFor('120744138334', 'Theirs') })
    const saving = await savePolicy(ctx, { ref, base: null, draft: policyFor('872569379934', 'Mine') })
    expect(saving).toMatchObject({ outcome: 'conflict', theirs: expect.stringContaining('Theirs') })
    expect(await getPolicy(ctx, ref)).not.toContain('Mine')
  })

  it('ignores an outside change of formatting', async () => {
    const ctx = portal.as('cwp-engineer')
    const ref = await portal.newRepository()
    const base = policyFor('120744138334')
    await savePolicy(ctx, { ref, base: null, draft: base })
    expect(await getPolicy(ctx, ref)).not.toBe(base)
    expect(await savePolicy(ctx, { ref, base, draft: policyFor('872569379934') })).toMatchObject({
      outcome: 'saved',
    })
  })

  it('deletes the policy with its last statement, and undoes that', async () => {
    const ctx = portal.as('cwp-engineer')
    const ref = await portal.newRepository()
    await savePolicy(ctx, { ref, base: null, draft: policyFor('120744138334') })
    const base = (await getPolicy(ctx, ref)) ?? null
    const saving = await savePolicy(ctx, { ref, base, draft: null })
    expect(saving).toMatchObject({ outcome: 'saved', policy: null, before: base })
    expect(await getPolicy(ctx, ref)).toBeUndefined()
    expect(await savePolicy(ctx, { ref, base: null, draft: base })).toMatchObject({ outcome: 'saved' })
    expect(await getPolicy(ctx, ref)).toContain('120744138334')
  })

  it('refuses an engineer of another organisation, and AWS keeps what it has', async () => {
    const before = await getPolicy(portal.as('ops-reviewer'), PROD_FLUENTD)
    await expect(
      savePolicy(portal.as('hpid-engineer'), {
        ref: PROD_FLUENTD,
        base: before ?? null,
        draft: policyFor('120744138334'),
      }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    expect(await getPolicy(portal.as('ops-reviewer'), PROD_FLUENTD)).not.toContain('LetThem')
    const records = await listActivity(portal.as('ops-reviewer'), { ref: PROD_FLUENTD })
    expect(records.map(({ action }) => action)).toEqual(['permissions.first-seen'])
  })

  it.each([
    ['an account that is not in the portal’s list', policyFor('012345678901')],
    [
      'another account that can change permissions',
      policyFor('120744138334').replace('ecr:BatchGetImage', 'ecr:SetRepositoryPolicy'),
    ],
  ])('lets no engineer alone give access to %s, and AWS sees no write', async (_whom, draft) => {
    const ctx = portal.as('cwp-engineer')
    const ref = await portal.newRepository()
    await forgetCalls(portal.endpoint)
    await expect(savePolicy(ctx, { ref, base: null, draft })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await writesAt(portal.endpoint)).toEqual([])
    expect(await getPolicy(ctx, ref)).toBeUndefined()
    expect(await savePolicy(portal.as('ops-reviewer'), { ref, base: null, draft })).toMatchObject({
      outcome: 'saved',
    })
  })

  it.each([
    ['not JSON', '{"Version":', 'Line 1, column'],
    [
      'an account as a number',
      '{"Statement":[{"Effect":"Allow","Principal":{"AWS":120744138334},"Action":"ecr:*"}]}',
      'in quotes',
    ],
    ['a key that appears twice', '{"Version":"2012-10-17","Version":"2008-10-17","Statement":[]}', 'twice'],
  ])('refuses %s with its position, and changes nothing', async (_what, draft, says) => {
    const ctx = portal.as('cwp-engineer')
    const ref = await portal.newRepository()
    const failure = await savePolicy(ctx, { ref, base: null, draft }).catch((error) => error)
    expect(failure).toBeInstanceOf(PortalError)
    expect(failure.message).toContain('Nothing was saved')
    expect(failure.message).toContain(says)
    expect(await getPolicy(ctx, ref)).toBeUndefined()
  })

  it('passes on what AWS says when it refuses, and that nothing changed', async () => {
    const ctx = portal.as('cwp-engineer')
    const ref = await portal.newRepository()
    await addFault(portal.endpoint, { fault: 'access-denied', operation: 'SetRepositoryPolicy', times: 1 })
    await forgetCalls(portal.endpoint)
    const draft = policyFor('120744138334')
    await expect(savePolicy(ctx, { ref, base: null, draft })).rejects.toMatchObject({
      code: 'aws-denied',
      message: expect.stringContaining('is not authorized to perform: ecr:SetRepositoryPolicy'),
    })
    expect(await callsAt(portal.endpoint)).toContainEqual(
      expect.objectContaining({ operation: 'SetRepositoryPolicy', outcome: 'AccessDeniedException' }),
    )
    expect(await getPolicy(ctx, ref)).toBeUndefined()
  })

  it('refuses what AWS would refuse, and AWS sees no write', async () => {
    const ctx = portal.as('cwp-engineer')
    const ref = await portal.newRepository()
    await forgetCalls(portal.endpoint)
    const draft = policyFor('120744138334').replace('"Action"', '"Resource":"*","Action"')
    await expect(savePolicy(ctx, { ref, base: null, draft })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('nothing was saved. ECR rejects Resource'),
    })
    expect(await writesAt(portal.endpoint)).toEqual([])
  })
})
