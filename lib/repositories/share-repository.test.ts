import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { listActivity } from '@/lib/audit/list-activity'
import { getPolicy } from '@/lib/permissions/get-policy'
import { savePolicy } from '@/lib/permissions/save-policy'
import { callsAt, forgetCalls } from '@/lib/sandbox/test-calls'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { createRepository } from './create-repository'
import type { RepositoryRef } from './reference'
import { shareRepository } from './share-repository'

const DEV = { account: '252775557553', region: 'us-west-2' }
const CD = { account: '120744138334', region: 'us-west-2' }
const WANTED = {
  mutability: 'MUTABLE',
  scanOnPush: false,
  encryption: 'AES256',
  shareWith: ['872569379934'],
}

describe('sharing a new repository', () => {
  let portal: TestPortal
  beforeAll(async () => {
    portal = await startTestPortal()
  })
  afterEach(() => fetch(`${portal.endpoint}/_sandbox/faults`, { method: 'DELETE' }))
  afterAll(() => portal.close())

  async function inject(fault: object): Promise<void> {
    const answer = await fetch(`${portal.endpoint}/_sandbox/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...fault, operation: 'SetRepositoryPolicy' }),
    })
    expect(answer.ok).toBe(true)
  }

  /** What people did to a repository, newest first. */
  async function recordedActions(ref: RepositoryRef): Promise<string[]> {
    const records = await listActivity(portal.as('ops-reviewer'), { ref })
    return records
      .filter(({ action }) => action !== 'permissions.first-seen')
      .map(({ action, outcome }) => `${action} ${outcome}`)
  }

  it('can fail in one registry alone, and be retried there without creating', async () => {
    const ctx = portal.as('cwp-engineer')
    await inject({ fault: 'access-denied', account: DEV.account })
    const wanted = { ...WANTED, name: 'cwp/shared-in-two-steps', registries: [DEV, CD] }
    const [dev, cd] = await createRepository(ctx, wanted)
    expect(cd).toMatchObject({ outcome: 'created', sharing: { ok: true } })
    expect(dev).toMatchObject({
      outcome: 'created',
      sharing: {
        ok: false,
        shareWith: WANTED.shareWith,
        message: expect.stringContaining('were not changed'),
      },
    })
    const ref = { ...DEV, name: wanted.name }
    expect(await getPolicy(ctx, ref)).toBeUndefined()

    await fetch(`${portal.endpoint}/_sandbox/faults`, { method: 'DELETE' })
    await shareRepository(ctx, { ref, shareWith: WANTED.shareWith })
    expect(await getPolicy(ctx, ref)).toContain('arn:aws:iam::872569379934:root')
    expect(await recordedActions(ref)).toEqual([
      'permissions.save done',
      'permissions.save failed',
      'repository.create done',
    ])
  })

  it('is idempotent', async () => {
    const ctx = portal.as('cwp-engineer')
    const ref = await portal.newRepository()
    await shareRepository(ctx, { ref, shareWith: WANTED.shareWith })
    const policy = await getPolicy(ctx, ref)
    const records = (await listActivity(ctx, { ref })).length
    await shareRepository(ctx, { ref, shareWith: WANTED.shareWith })
    expect(await getPolicy(ctx, ref)).toBe(policy)
    expect(await listActivity(ctx, { ref })).toHaveLength(records)
  })

  it('keeps a policy that someone else saved meanwhile, and says so', async () => {
    const ctx = portal.as('cwp-engineer')
    const ref = await portal.newRepository()
    const draft = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Theirs',
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::120744138334:root' },
          Action: 'ecr:BatchGetImage',
        },
      ],
    })
    await savePolicy(ctx, { ref, base: null, draft })
    await expect(shareRepository(ctx, { ref, shareWith: WANTED.shareWith })).rejects.toMatchObject({
      code: 'conflict',
    })
    expect(await getPolicy(ctx, ref)).not.toContain('872569379934')
  })

  it('is refused to an engineer of another organisation, and AWS sees no call', async () => {
    const ref = await portal.newRepository()
    await forgetCalls(portal.endpoint)
    await expect(
      shareRepository(portal.as('hpid-engineer'), { ref, shareWith: WANTED.shareWith }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    expect(await callsAt(portal.endpoint)).toEqual([])
    expect(await getPolicy(portal.as('cwp-engineer'), ref)).toBeUndefined()
    expect(await recordedActions(ref)).toEqual(['repository.create done'])
  })
})
