import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listActivity } from '@/lib/audit/list-activity'
import { PortalError } from '@/lib/errors/portal-error'
import { getPolicy } from '@/lib/permissions/get-policy'
import { callsAt, forgetCalls } from '@/lib/sandbox/test-calls'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { createRepository } from './create-repository'
import { getRepository } from './get-repository'

const WANTED = {
  registries: [{ account: '252775557553', region: 'us-west-2' }],
  name: 'cwp/made-by-a-test',
  mutability: 'IMMUTABLE_WITH_EXCLUSION',
  exclusionFilters: ['latest', 'dev-*'],
  scanOnPush: true,
  encryption: 'AES256',
  tags: [{ key: 'team', value: 'logging' }],
}

describe('creating a repository', () => {
  let portal: TestPortal
  beforeAll(async () => {
    portal = await startTestPortal()
  })
  afterAll(() => portal.close())

  it('creates it as requested, and records who did', async () => {
    const ctx = portal.as('cwp-engineer')
    const ref = { account: '252775557553', region: 'us-west-2', name: WANTED.name }
    expect(await createRepository(ctx, WANTED)).toEqual([{ ref, outcome: 'created' }])
    expect(await getRepository(ctx, ref)).toMatchObject({
      mutability: 'IMMUTABLE_WITH_EXCLUSION',
      mutabilityExclusions: ['latest', 'dev-*'],
      scanOnPush: true,
    })
    const [record] = await listActivity(ctx, { ref })
    expect(record).toMatchObject({ action: 'repository.create', outcome: 'done', actorName: 'cwp-engineer' })
    expect(record?.awsRequestId).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('reports an existing repository, and changes nothing', async () => {
    const ctx = portal.as('cwp-engineer')
    const again = { ...WANTED, name: 'cwp/fluentd-elasticsearch-aws', mutability: 'IMMUTABLE' }
    const ref = { ...WANTED.registries[0], name: again.name }
    const before = await getRepository(ctx, {
      account: '252775557553',
      region: 'us-west-2',
      name: again.name,
    })
    expect(await createRepository(ctx, again)).toEqual([{ ref, outcome: 'exists' }])
    expect(
      await getRepository(ctx, { account: '252775557553', region: 'us-west-2', name: again.name }),
    ).toEqual(before)
  })

  it.each([
    [
      'in an account that is not active',
      { registries: [{ account: '957591566260', region: 'us-east-1' }] },
      'no longer active',
    ],
    ['under another organisation’s prefix', { name: 'hpid/not-mine' }, 'belongs to hpid'],
  ])('refuses an engineer %s, and AWS sees no call', async (_where, changes, reason) => {
    const ctx = portal.as('cwp-engineer')
    const wanted = { ...WANTED, name: 'cwp/refused', ...changes }
    await forgetCalls(portal.endpoint)
    await expect(createRepository(ctx, wanted)).rejects.toThrow(reason)
    await expect(createRepository(ctx, wanted)).rejects.toBeInstanceOf(PortalError)
    expect(await callsAt(portal.endpoint)).toEqual([])
    const [registry] = wanted.registries
    expect(registry && (await getRepository(ctx, { ...registry, name: wanted.name }))).toBeUndefined()
  })

  it('shares the new repository, and says so', async () => {
    const ctx = portal.as('cwp-engineer')
    const wanted = { ...WANTED, name: 'cwp/shared-at-birth', shareWith: ['872569379934', '252775557553'] }
    const [creation] = await createRepository(ctx, wanted)
    expect(creation).toMatchObject({ outcome: 'created', sharing: { ok: true } })
    const policy = await getPolicy(ctx, { account: '252775557553', region: 'us-west-2', name: wanted.name })
    expect(policy).toContain('arn:aws:iam::872569379934:root')
    expect(policy).not.toContain('252775557553')
  })

  it('lets ops create in an account that is not active', async () => {
    const registries = [{ account: '957591566260', region: 'us-east-1' }]
    const [creation] = await createRepository(portal.as('ops-reviewer'), {
      ...WANTED,
      name: 'ccp/by-ops',
      registries,
    })
    expect(creation?.outcome).toBe('created')
  })

  it.each([
    ['an upper-case letter', { name: 'cwp/Thing' }, 'name'],
    ['a doubled separator', { name: 'cwp/a--b' }, 'name'],
    ['257 characters', { name: `cwp/${'a'.repeat(253)}` }, 'name'],
    ['no registry', { registries: [] }, 'registries'],
    ['exclusions without a filter', { exclusionFilters: [] }, 'exclusionFilters'],
    ['a null character in a tag', { tags: [{ key: 'team', value: 'a\0b' }] }, 'tags'],
    ['a null character in a key', { kmsKey: 'a\0b' }, 'kmsKey'],
    ['three stars in a filter', { exclusionFilters: ['a*b*c*'] }, 'exclusionFilters'],
  ])('names the field that is wrong: %s', async (_what, changes, field) => {
    const failure = await createRepository(portal.as('cwp-engineer'), { ...WANTED, ...changes }).catch(
      (error) => error,
    )
    expect(failure).toBeInstanceOf(PortalError)
    expect(failure.fields).toHaveProperty(field)
  })
})
