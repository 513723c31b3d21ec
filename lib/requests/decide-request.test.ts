import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listActivity } from '@/lib/audit/list-activity'
import { getPolicy } from '@/lib/permissions/get-policy'
import { savePolicy } from '@/lib/permissions/save-policy'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { createRequest } from './create-request'
import { decideRequest } from './decide-request'
import { requireRequest } from './list-requests'
import { asking, proposing } from './test-request'

function statementFor(account: string, sid: string) {
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
  }
}

const PROPOSED = proposing(statementFor('957591566260', 'PullFromCcpDev'))

describe('deciding a request', () => {
  let portal: TestPortal
  beforeAll(async () => {
    portal = await startTestPortal()
  })
  afterAll(() => portal.close())

  async function asked(by: 'cwp-engineer' | 'ops-reviewer' = 'cwp-engineer') {
    const ref = await portal.newRepository()
    const id = await createRequest(portal.as(by), asking(ref, { proposal: PROPOSED }))
    return { ref, id }
  }
  const ops = () => portal.as('ops-reviewer')

  it('writes the proposed statement with the grant, and records both', async () => {
    const { ref, id } = await asked()
    await decideRequest(ops(), { id, decision: 'grant-and-apply', reviewed: null, proposal: PROPOSED })
    expect(await getPolicy(ops(), ref)).toContain('PullFromCcpDev')
    expect(await requireRequest(ops(), id)).toMatchObject({ status: 'granted', decidedBy: 'ops-reviewer' })
    const records = await listActivity(ops(), { ref })
    expect(records.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['request.grant', 'permissions.save']),
    )
  })

  it('only one of two reviewers succeeds, and nothing is written for the other', async () => {
    const { ref, id } = await asked()
    const outcomes = await Promise.allSettled([
      decideRequest(ops(), { id, decision: 'grant-and-apply', reviewed: null, proposal: PROPOSED }),
      decideRequest(ops(), { id, decision: 'decline', reason: 'Not from there.' }),
    ])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const { status } = await requireRequest(ops(), id)
    const policy = await getPolicy(ops(), ref)
    expect(policy?.includes('PullFromCcpDev') ?? false).toBe(status === 'granted')
  })

  it('writes nothing if the policy isn’t the one reviewed, and the request is pending again', async () => {
    const { ref, id } = await asked()
    const theirs = JSON.stringify({
      Version: '2012-10-17',
      Statement: [statementFor('120744138334', 'Theirs')],
    })
    await savePolicy(portal.as('cwp-engineer'), { ref, base: null, draft: theirs })
    await expect(
      decideRequest(ops(), { id, decision: 'grant-and-apply', reviewed: null, proposal: PROPOSED }),
    ).rejects.toMatchObject({
      code: 'conflict',
    })
    expect(await getPolicy(ops(), ref)).not.toContain('PullFromCcpDev')
    expect((await requireRequest(ops(), id)).status).toBe('waiting')
    const [newest] = await listActivity(ops(), { ref })
    expect(newest).toMatchObject({ action: 'request.grant', outcome: 'failed' })
  })

  it('never opens a repository to everyone with one click', async () => {
    const ref = await portal.newRepository()
    const statement = { ...statementFor('957591566260', 'PullByAll'), Principal: '*' }
    const id = await createRequest(portal.as('cwp-engineer'), {
      submission: randomUUID(),
      account: ref.account,
      region: ref.region,
      repository: ref.name,
      awsUserName: 'somebody',
      action: 'docker pull',
      error: '',
      why: 'All of us need it.',
      proposal: proposing(statement),
    })
    await expect(
      decideRequest(ops(), {
        id,
        decision: 'grant-and-apply',
        reviewed: null,
        proposal: proposing(statement),
      }),
    ).rejects.toThrow('opens the repository to everyone')
    expect(await getPolicy(ops(), ref)).toBeUndefined()
    expect((await requireRequest(ops(), id)).status).toBe('waiting')
  })

  it('on an outdated page returns the existing decision, and grants nothing twice', async () => {
    const { ref, id } = await asked()
    await decideRequest(ops(), { id, decision: 'grant-and-apply', reviewed: null, proposal: PROPOSED })
    await savePolicy(portal.as('cwp-engineer'), {
      ref,
      base: (await getPolicy(ops(), ref)) ?? null,
      draft: null,
    })
    await expect(
      decideRequest(ops(), { id, decision: 'grant-and-apply', reviewed: null, proposal: PROPOSED }),
    ).rejects.toThrow('has already granted request')
    expect(await getPolicy(ops(), ref)).toBeUndefined()
  })

  it.each([
    ['an engineer', 'cwp-engineer', 'cwp-engineer', 'can decide requests'],
    ['its own author', 'ops-reviewer', 'ops-reviewer', 'your own request'],
  ] as const)('is denied to %s, and nothing is written', async (_who, author, decider, reason) => {
    const { ref, id } = await asked(author)
    const wanted = { id, decision: 'grant-and-apply', reviewed: null, proposal: PROPOSED }
    await expect(decideRequest(portal.as(decider), wanted)).rejects.toThrow(reason)
    expect(await getPolicy(ops(), ref)).toBeUndefined()
  })

  it('needs a reason to decline, and is hidden from other engineers', async () => {
    const { ref, id } = await asked()
    await expect(decideRequest(ops(), { id, decision: 'decline', reason: ' ' })).rejects.toMatchObject({
      fields: { reason: expect.stringContaining('Give a reason') },
    })
    await decideRequest(ops(), { id, decision: 'decline', reason: 'Use the mirror.' })
    expect(await requireRequest(ops(), id)).toMatchObject({
      status: 'declined',
      decisionReason: 'Use the mirror.',
    })
    const seen = await listActivity(portal.as('hpid-engineer'), { ref })
    expect(seen.map(({ action }) => action)).toEqual(['permissions.first-seen', 'repository.create'])
  })
})
