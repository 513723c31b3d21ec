import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forgetCalls, writesAt } from '@/lib/sandbox/test-calls'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { savePolicy } from './save-policy'
import { HOLES } from './test-holes'
import { policyFor, policyOf } from './test-outside'

const PULL = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']

function allow(Principal: unknown, Condition?: object, Action: unknown = PULL): object {
  return { Effect: 'Allow', Principal, Action, ...(Condition && { Condition }) }
}

describe('an engineer cannot save alone', () => {
  let portal: TestPortal
  beforeAll(async () => {
    portal = await startTestPortal()
  })
  afterAll(() => portal.close())

  it.each(HOLES)('$name, and AWS sees no write', async ({ statements, because }) => {
    const ref = await portal.newRepository()
    await forgetCalls(portal.endpoint)
    await expect(
      savePolicy(portal.as('cwp-engineer'), { ref, base: null, draft: policyOf(...statements) }),
    ).rejects.toMatchObject({ code: 'forbidden', message: expect.stringMatching(because) })
    expect(await writesAt(portal.endpoint)).toEqual([])
  })

  it('an unknown account’s access, hidden behind a Deny that names hundreds of accounts', async () => {
    const ref = await portal.newRepository()
    const ctx = portal.as('cwp-engineer')
    const accounts = Array.from({ length: 600 }, (_, at) => `${100_000_000_000 + at}`)
    const deny = policyOf({ Effect: 'Deny', Principal: { AWS: accounts }, Action: 'ecr:PutImage' })
    await savePolicy(ctx, { ref, base: null, draft: deny })
    const draft = policyOf(allow({ AWS: '100000000599' }, undefined, 'ecr:*'))
    await expect(savePolicy(ctx, { ref, base: deny, draft })).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('but can let in a known account, and the organisation in the accounts file', async () => {
    const ref = await portal.newRepository()
    const ctx = portal.as('cwp-engineer')
    const base = policyFor('120744138334')
    expect(await savePolicy(ctx, { ref, base: null, draft: base })).toMatchObject({ outcome: 'saved' })
    const draft = policyOf(allow('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-sandbox1hp' } }))
    expect(await savePolicy(ctx, { ref, base, draft })).toMatchObject({ outcome: 'saved' })
  })
})
