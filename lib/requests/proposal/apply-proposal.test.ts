import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attempt, PortalError } from '@/lib/errors/portal-error'
import { getPolicy } from '@/lib/permissions/get-policy'
import { savePolicy } from '@/lib/permissions/save-policy'
import { policyFor, policyOf } from '@/lib/permissions/test-outside'
import { type AccessRequest, type Proposal, repositoryOf } from '@/lib/requests/model'
import { proposing } from '@/lib/requests/test-request'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { applyProposal, proposedPolicy } from './apply-proposal'

const allow = (Sid: string, ...Action: string[]) => ({
  Sid,
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::957591566260:root' },
  Action,
})
const A = allow('A', 'ecr:ListImages')
const B = allow('B', 'ecr:DescribeImages')
const WIDER = allow('A', 'ecr:ListImages', 'ecr:BatchGetImage')
const WIDEST = allow('A', 'ecr:*')
const NAMELESS = { ...A, Sid: undefined }

describe('what a request proposes, on top of the policy as it is now', () => {
  let portal: TestPortal
  beforeAll(async () => {
    portal = await startTestPortal()
  })
  afterAll(() => portal.close())
  const ops = () => portal.as('ops-reviewer')

  /** A request for a repository of its own, whose policy is this one. */
  async function requestOn(live: string | null, proposal: Proposal | undefined): Promise<AccessRequest> {
    const { account, region, name } = await portal.newRepository()
    if (live !== null) await savePolicy(ops(), { ref: { account, region, name }, base: null, draft: live })
    return {
      id: 1,
      status: 'waiting',
      requesterId: 'local-cwp-engineer',
      requesterName: 'cwp-engineer',
      createdAt: 0,
      account,
      region,
      repository: name,
      awsUserName: 'ci',
      action: 'docker pull',
      error: '',
      why: 'The build needs it.',
      proposal,
    }
  }
  const proposed = async (request: AccessRequest) =>
    proposedPolicy(request, await attempt(getPolicy(ops(), repositoryOf(request))))
  const policy = (base: string | null, draft: string | null): Proposal => ({ kind: 'policy', base, draft })
  const sids = (text: string | null) =>
    text === null
      ? null
      : JSON.parse(text).Statement.map(({ Sid, Action }: typeof A) => [Sid, Action].flat().join(' '))

  it.each<[string, string | null, Proposal, string[] | null]>([
    ['a statement for none', null, proposing(A), ['A ecr:ListImages']],
    ['a statement more', policyOf(B), proposing(A), ['B ecr:DescribeImages', 'A ecr:ListImages']],
    ['a statement that is there', policyOf(A), proposing(A), ['A ecr:ListImages']],
    ['a whole policy for none', null, policy(null, policyOf(A)), ['A ecr:ListImages']],
    [
      'an edit of the policy as it was',
      policyOf(A, B),
      policy(policyOf(A, B), policyOf(WIDER, B)),
      ['A ecr:ListImages ecr:BatchGetImage', 'B ecr:DescribeImages'],
    ],
    [
      'an edit beside somebody else’s statement',
      policyOf(A, B),
      policy(policyOf(A), policyOf(WIDER)),
      ['A ecr:ListImages ecr:BatchGetImage', 'B ecr:DescribeImages'],
    ],
    [
      'an edit that somebody has made already',
      policyOf(WIDER),
      policy(policyOf(A), policyOf(WIDER)),
      ['A ecr:ListImages ecr:BatchGetImage'],
    ],
    [
      'a first policy where there is one meanwhile',
      policyOf(B),
      policy(null, policyOf(A)),
      ['B ecr:DescribeImages', 'A ecr:ListImages'],
    ],
    ['an addition where the policy is gone', null, policy(policyOf(B), policyOf(B, A)), ['A ecr:ListImages']],
    ['no policy any more', policyOf(A), policy(policyOf(A), null), null],
    ['no policy any more where there is none', null, policy(policyOf(A), null), null],
    [
      'no policy any more, beside somebody else’s statement',
      policyOf(A, B),
      policy(policyOf(A), null),
      ['B ecr:DescribeImages'],
    ],
    ['nothing where there is nothing', null, policy(null, null), null],
    ['nothing new', policyOf(A), policy(policyOf(A), policyOf(A)), ['A ecr:ListImages']],
  ])('%s: what is shown is what is written', async (_what, live, proposal, expected) => {
    const request = await requestOn(live, proposal)
    const shown = await proposed(request)
    if (!shown) throw new Error('something is proposed')
    expect(sids(shown.after)).toEqual(expected)
    await applyProposal(ops(), request, shown.before)
    const written = await proposed(request)
    expect(sids(written?.before ?? null)).toEqual(expected)
    expect(written?.after).toBe(written?.before)
  })

  it('keeps the policy’s text where nothing is proposed', async () => {
    const shown = await proposed(await requestOn(policyOf(B), policy(null, policyOf(A))))
    const kept = shown?.before?.split('"ecr:DescribeImages"')[0] ?? ''
    expect(kept).toContain('"Sid" : "B"')
    expect(shown?.after?.startsWith(kept)).toBe(true)
  })

  it.each<[string, string, Proposal, string]>([
    [
      'the same statement',
      policyOf(WIDEST),
      policy(policyOf(A), policyOf(WIDER)),
      'Statement A has changed in the policy since',
    ],
    ['one that is gone', policyOf(B), policy(policyOf(A, B), policyOf(WIDER, B)), 'Statement A has'],
    [
      'two',
      policyOf(WIDEST, { ...B, Action: 'ecr:*' }),
      policy(policyOf(A, B), policyOf(WIDER, { ...B, Action: 'ecr:PutImage' })),
      'Statement A and statement B have',
    ],
    [
      'one without a name',
      policyOf({ ...NAMELESS, Action: 'ecr:*' }),
      policy(policyOf(NAMELESS), policyOf({ ...NAMELESS, Action: 'ecr:PutImage' })),
      'A statement without a Sid has',
    ],
    ['the same new name', policyOf(WIDEST), policy(null, policyOf(A)), 'Statement A has'],
    [
      'the Id',
      policyOf(A).replace('{', '{"Id":"theirs",'),
      policy(policyOf(A), policyOf(A).replace('{', '{"Id":"mine",')),
      'The part outside the statements (such as Version or Id) has',
    ],
  ])('is a conflict that names what both changed: %s', async (_what, live, proposal, words) => {
    const request = await requestOn(live, proposal)
    const conflict = { code: 'conflict', message: expect.stringContaining(words) }
    await expect(proposed(request)).rejects.toMatchObject(conflict)
    await expect(applyProposal(ops(), request, live)).rejects.toMatchObject(conflict)
  })

  it('is undefined if nothing is proposed', async () => {
    const request = await requestOn(policyFor('957591566260'), undefined)
    expect(await proposed(request)).toBeUndefined()
  })

  it('is unknown if the policy can’t be read', async () => {
    const request = await requestOn(null, policy(null, policyOf(A)))
    const denied = new PortalError('aws-denied', 'AWS refuses it.')
    await expect(proposedPolicy(request, denied)).rejects.toBe(denied)
    expect(await proposedPolicy({ ...request, proposal: undefined }, denied)).toBeUndefined()
  })
})
