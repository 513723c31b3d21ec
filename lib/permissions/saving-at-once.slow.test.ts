import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { timesDone } from '@/lib/audit/test-records'
import { knownPolicies } from '@/lib/db/schema'
import { samePolicy } from '@/lib/policy/compare/equality'
import { parsePolicy } from '@/lib/policy/document'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { getPolicy } from './get-policy'
import { savePolicy } from './save-policy'
import { duringWrite, outsider, policyFor } from './test-outside'

describe('saving at once', () => {
  let portal: TestPortal
  beforeAll(async () => {
    portal = await startTestPortal()
  })
  afterAll(() => portal.close())

  const mine = () => portal.as('cwp-engineer')
  const theirs = () => portal.as('ops-reviewer')

  const recorded = async (ref: RepositoryRef, action: string) => timesDone(await mine().db(), ref, action)

  it('lets one of two people win and shows the other one what won, 100 times out of 100', async () => {
    const ref = await portal.newRepository()
    let base: string | null = null
    for (let round = 1; round <= 100; round++) {
      const drafts = [policyFor('120744138334', `Mine${round}`), policyFor('872569379934', `Theirs${round}`)]
      const savings = await Promise.all(
        drafts.map((draft, index) => savePolicy(index === 0 ? mine() : theirs(), { ref, base, draft })),
      )
      const [winner, loser] = savings[0]?.outcome === 'saved' ? [0, 1] : [1, 0]
      expect(savings[winner]).toMatchObject({ outcome: 'saved', readBack: 'same' })
      expect(savings[loser]).toMatchObject({ outcome: 'conflict', mine: 'not-written' })
      const policy: string = (await getPolicy(mine(), ref)) ?? ''
      expect(same(policy, drafts[winner])).toBe(true)
      expect(savings[loser]).toMatchObject({ theirs: expect.stringContaining(`${round}`) })
      base = policy
    }
    expect(await recorded(ref, 'permissions.save')).toBe(100)
    expect(await recorded(ref, 'permissions.outside')).toBe(0)
  }, 300_000)

  it('says so if someone outside wrote right after, shows their policy and records both', async () => {
    const ref = await portal.newRepository()
    const draft = policyFor('120744138334', 'Mine')
    const ctx = duringWrite(mine(), async (send) => {
      const answer = await send()
      await outsider(portal.endpoint).save(ref, policyFor('872569379934', 'Theirs'))
      return answer
    })
    expect(await savePolicy(ctx, { ref, base: null, draft })).toMatchObject({
      outcome: 'conflict',
      mine: 'overwritten',
      theirs: expect.stringContaining('Theirs'),
    })
    expect(await recorded(ref, 'permissions.save')).toBe(1)
    expect(await recorded(ref, 'permissions.outside')).toBe(1)
  })

  it('waits for the one who is saving, but never longer than a lease', async () => {
    const ref = await portal.newRepository()
    const db = await mine().db()
    const key = { account: ref.account, region: ref.region, repository: ref.name }
    const soon = new Date(Date.now() + 700)
    await db.insert(knownPolicies).values({ ...key, leaseHolder: 'a process that died', leasedUntil: soon })
    expect(await savePolicy(mine(), { ref, base: null, draft: policyFor('120744138334') })).toMatchObject({
      outcome: 'saved',
    })
    expect(Date.now()).toBeGreaterThan(soon.getTime())
  })

  it('writes nothing if AWS was so slow that someone else acquired the lease', async () => {
    const ref = await portal.newRepository()
    const ctx = mine()
    let late = 0
    const slow = {
      ...ctx,
      now: () => new Date(Date.now() + late),
      aws: {
        ecr(...args: Parameters<typeof ctx.aws.ecr>) {
          const client = ctx.aws.ecr(...args)
          client.middlewareStack.add(
            (next) => async (request) => {
              late = 10_000
              const db = await ctx.db()
              await db
                .update(knownPolicies)
                .set({ leaseHolder: 'somebody else' })
                .where(eq(knownPolicies.repository, ref.name))
              return next(request)
            },
            { step: 'initialize' },
          )
          return client
        },
      },
    }
    await expect(
      savePolicy(slow, { ref, base: null, draft: policyFor('120744138334') }),
    ).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('nothing was saved') })
    await expect(outsider(portal.endpoint).read(ref)).rejects.toThrow('does not exist')
  })
})

function same(one = '', other = ''): boolean {
  const [left, right] = [parsePolicy(one), parsePolicy(other)]
  return left.ok && right.ok && samePolicy(left.document, right.document)
}
