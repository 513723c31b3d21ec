import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Activity, listActivity } from '@/lib/audit/list-activity'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { getPolicy } from './get-policy'
import { getPolicyVersion, outsideChangeSeenAt } from './policy-history'
import { savePolicy } from './save-policy'
import { duringWrite, outsider, policyFor } from './test-outside'

const PULL = policyFor('120744138334')
const OTHER = policyFor('872569379934')

describe('what the portal sees of a policy', () => {
  let portal: TestPortal
  beforeAll(async () => {
    portal = await startTestPortal()
  })
  afterAll(() => portal.close())

  const ctx = () => portal.as('cwp-engineer')

  /** What is recorded of the policy, oldest first. */
  async function records(ref: RepositoryRef): Promise<Activity[]> {
    const all = await listActivity(ctx(), { ref })
    return all.filter(({ action }) => action.startsWith('permissions.')).reverse()
  }
  const actions = async (ref: RepositoryRef) => (await records(ref)).map(({ action }) => action)

  it('starts with a first observation, which is not a change', async () => {
    const ref = await portal.newRepository()
    await outsider(portal.endpoint).save(ref, PULL)
    await getPolicy(ctx(), ref)
    await getPolicy(ctx(), ref)
    const [first, ...more] = await records(ref)
    expect(more).toEqual([])
    expect(first).toMatchObject({
      action: 'permissions.first-seen',
      actorName: 'The portal',
      after: expect.stringContaining('120744138334'),
    })
    expect(await outsideChangeSeenAt(ctx(), ref)).toBeUndefined()
    expect(await listActivity(portal.as('ops-reviewer'), { text: ref.name })).not.toContainEqual(
      expect.objectContaining({ action: 'permissions.first-seen' }),
    )
  })

  it('is recorded once as a change from outside, even with many readers at once', async () => {
    const ref = await portal.newRepository()
    await savePolicy(ctx(), { ref, base: null, draft: PULL })
    await outsider(portal.endpoint).save(ref, OTHER)
    const readers = [ctx(), portal.as('ops-reviewer'), portal.as('hpid-engineer')]
    await Promise.all([...readers, ...readers].map((reader) => getPolicy(reader, ref)))
    expect(await actions(ref)).toEqual(['permissions.first-seen', 'permissions.save', 'permissions.outside'])
    expect((await records(ref)).at(-1)).toMatchObject({
      actorName: 'Somebody',
      before: expect.stringContaining('120744138334'),
      after: expect.stringContaining('872569379934'),
    })
    expect(await outsideChangeSeenAt(ctx(), ref)).toBeInstanceOf(Date)
  })

  it('counts the removal of a policy and its return, but not other formatting', async () => {
    const ref = await portal.newRepository()
    await savePolicy(ctx(), { ref, base: null, draft: PULL })
    await outsider(portal.endpoint).save(ref, JSON.stringify(JSON.parse(PULL), undefined, 4))
    await getPolicy(ctx(), ref)
    expect(await actions(ref)).toEqual(['permissions.first-seen', 'permissions.save'])
    await outsider(portal.endpoint).remove(ref)
    await getPolicy(ctx(), ref)
    await outsider(portal.endpoint).save(ref, PULL)
    await getPolicy(ctx(), ref)
    expect((await actions(ref)).slice(2)).toEqual(['permissions.outside', 'permissions.outside'])
    const [, , removal] = await records(ref)
    expect(removal).toMatchObject({ before: expect.stringContaining('120744138334'), after: null })
  })

  it('is also noticed when saving, which is then a conflict', async () => {
    const ref = await portal.newRepository()
    await savePolicy(ctx(), { ref, base: null, draft: PULL })
    await outsider(portal.endpoint).save(ref, OTHER)
    expect(await savePolicy(ctx(), { ref, base: PULL, draft: null })).toMatchObject({ outcome: 'conflict' })
    expect((await actions(ref)).at(-1)).toBe('permissions.outside')
  })

  it('is never a change from outside if the portal itself is writing', async () => {
    const ref = await portal.newRepository()
    const watched = duringWrite(ctx(), async (send) => {
      await getPolicy(portal.as('ops-reviewer'), ref)
      const answer = await send()
      await getPolicy(portal.as('ops-reviewer'), ref)
      return answer
    })
    for (const [base, draft] of [
      [null, PULL],
      [PULL, OTHER],
      [OTHER, null],
    ])
      await Promise.all([savePolicy(watched, { ref, base, draft }), getPolicy(ctx(), ref)])
    expect(await actions(ref)).toEqual([
      'permissions.first-seen',
      'permissions.save',
      'permissions.save',
      'permissions.delete',
    ])
  })

  it('is shown even if the database fails', async () => {
    const ref = await portal.newRepository()
    await outsider(portal.endpoint).save(ref, PULL)
    const broken = { ...ctx(), db: () => Promise.reject(new Error('the database is away')) }
    expect(await getPolicy(broken, ref)).toContain('120744138334')
    expect(await outsideChangeSeenAt(broken, ref)).toBeUndefined()
    expect(await records(ref)).toEqual([])
  })

  it('can be restored to any version, with a reason that says which', async () => {
    const ref = await portal.newRepository()
    await savePolicy(ctx(), { ref, base: null, draft: PULL })
    await outsider(portal.endpoint).save(ref, OTHER)
    await getPolicy(ctx(), ref)
    const [first, saved, outside] = await records(ref)
    const versionOf = (record: Activity | undefined) => getPolicyVersion(ctx(), ref, record?.id ?? 0)
    expect(await versionOf(first)).toMatchObject({
      policy: null,
      reason: expect.stringMatching(/^restores no policy, as on .* UTC \(as first recorded\)$/),
    })
    const version = await versionOf(saved)
    expect(version).toMatchObject({
      policy: PULL,
      reason: expect.stringMatching(
        /^restores the policy of \d+ \w+ \d{4}, \d\d:\d\d UTC \(by cwp-engineer\)$/,
      ),
    })
    expect(await versionOf(outside)).toMatchObject({
      reason: expect.stringContaining('changed outside the portal'),
    })
    const base = (await getPolicy(ctx(), ref)) ?? null
    const restoring = { ref, base, draft: version?.policy ?? null, reason: version?.reason }
    expect(await savePolicy(ctx(), restoring)).toMatchObject({ outcome: 'saved' })
    expect((await records(ref)).at(-1)).toMatchObject({ after: PULL, reason: version?.reason })
    expect(await outsideChangeSeenAt(ctx(), ref)).toBeUndefined()
  })

  it('is never a version of another repository, nor one that was never there', async () => {
    const [ref, another] = [await portal.newRepository(), await portal.newRepository()]
    await savePolicy(ctx(), { ref, base: null, draft: PULL })
    const [, saved] = await records(ref)
    expect(await getPolicyVersion(ctx(), another, saved?.id ?? 0)).toBeUndefined()
    const refused = policyFor('120744138334').replace(':root', ':role/nobody')
    await savePolicy(ctx(), { ref: another, base: null, draft: refused }).catch(() => undefined)
    const failed = (await records(another)).find(({ outcome }) => outcome === 'failed')
    expect(failed && (await getPolicyVersion(ctx(), another, failed.id))).toBeUndefined()
  })
})
