import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { getPolicy } from '@/lib/permissions/get-policy'
import { savePolicy } from '@/lib/permissions/save-policy'
import { policyOf } from '@/lib/permissions/test-outside'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { createRequest } from '@/lib/requests/create-request'
import { decideRequest } from '@/lib/requests/decide-request'
import { requireRequest } from '@/lib/requests/list-requests'
import type { Proposal } from '@/lib/requests/model'
import { addFault, clearFaults } from '@/lib/sandbox/test-faults'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { liveVerdict } from './live-verdict'
import { verdictText } from './verdict'

const PULL = {
  Sid: 'PullFromCcpDev',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::957591566260:root' },
  Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
}
const PROPOSED: Proposal = { kind: 'statement', statement: JSON.stringify(PULL) }

let portal: TestPortal
beforeAll(async () => {
  portal = await startTestPortal()
})
afterEach(() => clearFaults(portal.endpoint))
afterAll(() => portal.close())
const ops = () => portal.as('ops-reviewer')

async function ask(changes: object = {}, ref?: RepositoryRef) {
  const { account, region, name } = ref ?? (await portal.newRepository())
  const id = await createRequest(portal.as('cwp-engineer'), {
    submission: randomUUID(),
    account,
    region,
    repository: name,
    awsUserName: 'arn:aws:iam::957591566260:user/ci',
    action: 'docker pull',
    error: '',
    why: 'The build needs it.',
    proposal: PROPOSED,
    ...changes,
  })
  return { id, ref: { account, region, name } }
}
const stored = async (id: number) => (await requireRequest(ops(), id)).verdict
const now = async (id: number) => liveVerdict(ops(), await requireRequest(ops(), id))

async function grantAndApply(id: number, ref: RepositoryRef) {
  const reviewed = (await getPolicy(ops(), ref)) ?? null
  await decideRequest(ops(), { id, decision: 'grant-and-apply', reviewed, proposal: PROPOSED })
}

describe('the verdict on a request', () => {
  it('is stored as of its day, and after the grant says what remains to be done', async () => {
    const { id, ref } = await ask()
    const said = [
      'The repository doesn’t let ccp-dev (957591566260) pull.',
      'It has no policy, so only its own account can use it.',
      'The repository has to grant access, and ccp-dev (957591566260) has to allow it in the caller’s IAM policy.',
    ].join('\n')
    expect(await stored(id)).toBe(said)
    await grantAndApply(id, ref)
    expect(await stored(id)).toBe(said)
    expect(await now(id)).toMatchObject({
      tone: 'ok',
      title: 'The repository lets user ci in ccp-dev (957591566260) pull.',
      sentences: [
        'The repository now allows the same call (statement 1).',
        'The caller’s IAM policy in ccp-dev (957591566260) must allow ecr:BatchGetImage and ecr:GetDownloadUrlForLayer too. We can’t see whether it does.',
      ],
      side: 'caller',
    })
  })

  it('says that a grant has not helped, and why', async () => {
    const { id, ref } = await ask()
    await decideRequest(ops(), { id, decision: 'grant' })
    expect(verdictText(await now(id))).toBe(
      [
        'The repository doesn’t let ccp-dev (957591566260) pull.',
        'The request was granted, but the current policy doesn’t allow the same call.',
        'It has no policy, so only its own account can use it.',
        'The repository has to grant access, and ccp-dev (957591566260) has to allow it in the caller’s IAM policy.',
      ].join('\n'),
    )
    const deny = { ...PULL, Sid: 'No', Effect: 'Deny' }
    await savePolicy(ops(), { ref, base: null, draft: policyOf(PULL, deny) })
    expect(await now(id)).toMatchObject({
      tone: 'error',
      title: expect.stringMatching(/^The repository forbids/),
    })
  })

  it('doesn’t claim to know a condition', async () => {
    const { id, ref } = await ask()
    await decideRequest(ops(), { id, decision: 'grant' })
    const inside = { ...PULL, Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } } }
    await savePolicy(ops(), { ref, base: null, draft: policyOf(inside) })
    expect((await now(id)).sentences[0]).toBe(
      'The repository now allows the same call if it meets a condition (statement 1).',
    )
  })

  it('within one account says nothing about another, and isn’t certain either', async () => {
    const awsUserName = 'arn:aws:iam::252775557553:user/ci'
    const { id, ref } = await ask({ awsUserName })
    expect(await stored(id)).toMatch(/^Nothing we can see lets user ci in hp-id-dev/)
    await decideRequest(ops(), { id, decision: 'grant' })
    expect((await now(id)).sentences[0]).toBe(
      'The request was granted. If that was done in IAM, we can’t see it.',
    )
    await savePolicy(ops(), {
      ref,
      base: null,
      draft: policyOf({ ...PULL, Principal: { AWS: awsUserName } }),
    })
    expect((await now(id)).sentences).toEqual([
      'The repository now allows the same call (statement 1).',
      'Try it again. A deny in IAM or in an organisation policy, which we can’t see, would still block it.',
    ])
  })

  it.each([
    ['a caller without an account', { awsUserName: 'build.user' }, 'The caller’s ARN isn’t known'],
    [
      'a call that nobody knows',
      { action: 'terraform apply' },
      'We can’t tell from “terraform apply” which call failed.',
    ],
    [
      'a repository that is not there',
      { repository: 'cwp/never-was' },
      'There is no cwp/never-was in hp-id-dev',
    ],
    [
      'a change of the policy',
      { action: 'ecr:SetRepositoryPolicy' },
      'This requests a change to the repository’s policy.',
    ],
    ['a login', { action: 'ecr:GetAuthorizationToken' }, 'never a repository’s policy'],
    [
      'an error of its own',
      { error: 'ExpiredToken: The security token included in the request is expired' },
      'have expired',
    ],
  ])('says what is known about %s', async (_what, changes, words) => {
    const { id } = await ask(changes)
    expect(await stored(id)).toContain(words)
    expect(await stored(id)).not.toMatch(/undefined/)
  })

  it('of a policy change says whether it is in place once granted', async () => {
    const draft = policyOf(PULL)
    const proposal: Proposal = { kind: 'policy', base: null, draft }
    const { id, ref } = await ask({ action: 'ecr:SetRepositoryPolicy', awsUserName: 'ci', proposal })
    await decideRequest(ops(), { id, decision: 'grant' })
    const absent = 'The granted change isn’t in the repository’s current policy.'
    expect(verdictText(await now(id))).toBe(absent)
    await decideRequest(ops(), { id, decision: 'apply', reviewed: null, proposal })
    expect(verdictText(await now(id))).toBe('The granted change is in the repository’s policy.')
    const base = (await getPolicy(ops(), ref)) ?? null
    await savePolicy(ops(), { ref, base, draft: policyOf({ ...PULL, Action: 'ecr:ListImages' }) })
    expect(verdictText(await now(id))).toBe(`${absent}\nThe policy has since changed in the same places.`)
    await addFault(portal.endpoint, { fault: 'access-denied', operation: 'GetRepositoryPolicy' })
    expect((await now(id)).title).toBe(
      'We can’t tell whether the granted change is in the repository’s policy.',
    )
  })

  it('doesn’t claim what it can’t see, and loses no request', async () => {
    const ref = await portal.newRepository()
    await addFault(portal.endpoint, { fault: 'server-error', operation: 'GetRepositoryPolicy' })
    const { id } = await ask({}, ref)
    expect(await stored(id)).toMatch(
      /^AWS denied ecr:BatchGetImage without saying which policy is the reason\./,
    )
    await decideRequest(ops(), { id, decision: 'grant' })
    expect((await now(id)).title).toBe('We can’t tell whether the same call is allowed now.')
  })

  it('is omitted when AWS takes too long to answer', async () => {
    await addFault(portal.endpoint, { fault: 'latency', latencyMs: 6000, operation: 'GetRepositoryPolicy' })
    const { id } = await ask()
    expect(await stored(id)).toBeUndefined()
  })

  it('is omitted after an unexpected failure, and the request is still stored', async () => {
    const broken = {
      ...portal.as('cwp-engineer'),
      aws: {
        ecr() {
          throw new TypeError('a defect')
        },
      },
    }
    const { account, region, name: repository } = await portal.newRepository()
    const id = await createRequest(broken, {
      submission: randomUUID(),
      account,
      region,
      repository,
      awsUserName: 'arn:aws:iam::957591566260:user/ci',
      action: 'docker pull',
      why: 'The build needs it.',
    })
    expect(await requireRequest(ops(), id)).toMatchObject({
      status: 'waiting',
      verdict: undefined,
      requesterEmail: 'cwp-engineer@sandbox.invalid',
    })
  })
})
