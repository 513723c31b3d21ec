import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { getPolicyOf } from './get-policy-of'

const PROD_FLUENTD = { account: '872569379934', region: 'us-west-2', name: 'cwp/fluentd-elasticsearch-aws' }

describe('the policy of another repository', () => {
  let portal: TestPortal
  beforeAll(async () => {
    portal = await startTestPortal()
  })
  afterAll(() => portal.close())

  it('can be read by everyone who is signed in, from another organisation too', async () => {
    expect(await getPolicyOf(portal.as('hpid-engineer'), PROD_FLUENTD)).toContain('"Statement"')
  })

  it('is null for a repository without one', async () => {
    const ref = await portal.newRepository()
    expect(await getPolicyOf(portal.as('cwp-engineer'), ref)).toBeNull()
  })

  it.each([
    ['a repository that does not exist', { ...PROD_FLUENTD, name: 'cwp/no-such-thing' }, 'not-found'],
    ['a registry that the portal does not know', { ...PROD_FLUENTD, account: '012345678901' }, 'not-found'],
    ['an invalid reference', { account: '1', region: '', name: '' }, 'invalid'],
  ])('is refused for %s', async (_what, ref, code) => {
    await expect(getPolicyOf(portal.as('cwp-engineer'), ref)).rejects.toMatchObject({ code })
  })
})
