import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsFor } from '@/lib/aws/aws'
import type { Context } from '@/lib/context'
import { savePolicy } from '@/lib/permissions/save-policy'
import { policyOf } from '@/lib/permissions/test-outside'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { addFault } from '@/lib/sandbox/test-faults'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { createRequest } from './create-request'
import { requireRequest } from './list-requests'
import type { Proposal } from './model'
import { reviewRequest } from './review-request'
import { asking, proposing } from './test-request'

function allow(sid: string, account: string) {
  return { Sid: sid, Effect: 'Allow', Principal: { AWS: account }, Action: 'ecr:BatchGetImage' }
}

const STATEMENT = proposing(allow('Pull', '120744138334'))

describe('what a reviewer sees', () => {
  let portal: TestPortal
  beforeAll(async () => {
    portal = await startTestPortal()
  })
  afterAll(() => portal.close())

  async function review(ref: RepositoryRef, proposal: Proposal | undefined) {
    const id = await createRequest(portal.as('cwp-engineer'), asking(ref, { proposal }))
    const ops = portal.as('ops-reviewer')
    return reviewRequest(ops, await requireRequest(ops, id))
  }

  async function withPolicy(...statements: object[]): Promise<RepositoryRef> {
    const ref = await portal.newRepository()
    await savePolicy(portal.as('ops-reviewer'), { ref, base: null, draft: policyOf(...statements) })
    return ref
  }

  it('is the change to the current policy, with any denial in its way', async () => {
    const ref = await withPolicy({ ...allow('NotThem', '957591566260'), Effect: 'Deny' })
    const { policy, change, marks, failure } = await review(ref, STATEMENT)
    expect(policy).toContain('NotThem')
    expect(change?.after).toContain('Pull')
    expect(marks.map(({ kind }) => kind)).toEqual(['deny'])
    expect(failure).toBeUndefined()
  })

  it('is just the policy if nothing is proposed, or null without one', async () => {
    expect(await review(await portal.newRepository(), undefined)).toMatchObject({
      policy: null,
      change: undefined,
      failure: undefined,
    })
  })

  it('says why the proposal doesn’t apply, and still shows the policy', async () => {
    const ref = await withPolicy(allow('Same', '252775557553'))
    const [base, draft] = [policyOf(allow('Same', '872569379934')), policyOf(allow('Same', '120744138334'))]
    const { policy, change, failure, marks } = await review(ref, { kind: 'policy', base, draft })
    expect(policy).toContain('252775557553')
    expect(change).toBeUndefined()
    expect(failure?.code).toBe('conflict')
    expect(marks.map(({ kind }) => kind)).toEqual(['whole-policy'])
  })

  it('comes from one read of the policy, so the verdict and the change agree', async () => {
    const ref = await withPolicy(allow('Same', '252775557553'))
    const ops = portal.as('ops-reviewer')
    const id = await createRequest(portal.as('cwp-engineer'), asking(ref, { proposal: STATEMENT }))
    const request = await requireRequest(ops, id)
    let readings = 0
    const counted: Context = {
      ...ops,
      aws: {
        ecr(registry, access) {
          const client = awsFor(ops.actor.id, ops.accounts).ecr(registry, access)
          client.middlewareStack.add(
            (next, { commandName }) =>
              (call) => {
                if (commandName === 'GetRepositoryPolicyCommand') readings += 1
                return next(call)
              },
            { step: 'initialize' },
          )
          return client
        },
      },
    }
    const { change, verdict } = await reviewRequest(counted, request)
    expect(change?.after).toContain('Pull')
    expect(verdict.title).toContain('doesn’t let')
    expect(readings).toBe(1)
  })

  it('falls back to the request if the policy can’t be read', async () => {
    const missing = { account: '872569379934', region: 'us-west-2', name: 'cwp/not-made-yet' }
    const nowhere = await review(missing, STATEMENT)
    expect(nowhere).toMatchObject({ policy: undefined, change: undefined, failure: { code: 'not-found' } })
    expect(nowhere.verdict.title).toContain('There is no cwp/not-made-yet')
    expect(nowhere.marks.map(({ kind }) => kind)).toEqual(['production'])

    const ref = await portal.newRepository()
    await addFault(portal.endpoint, { fault: 'access-denied', operation: 'GetRepositoryPolicy' })
    expect(await review(ref, undefined)).toMatchObject({ policy: undefined, failure: { code: 'aws-denied' } })
  })
})
