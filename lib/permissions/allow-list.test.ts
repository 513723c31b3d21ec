import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forgetCalls, writesAt } from '@/lib/sandbox/test-calls'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { savePolicy } from './save-policy'
import { policyFor, policyOf } from './test-outside'

const PULL = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']
const lambda = { Service: 'lambda.amazonaws.com' }
const internet = Array.from({ length: 223 }, (_, at) => `${at + 1}.0.0.0/8`)

function allow(Principal: unknown, Condition?: object, Action: unknown = PULL): object {
  return { Effect: 'Allow', Principal, Action, ...(Condition && { Condition }) }
}

describe('an engineer cannot save alone', () => {
  let portal: TestPortal
  beforeAll(async () => {
    portal = await startTestPortal()
  })
  afterAll(() => portal.close())

  it.each<[string, object[], RegExp]>([
    [
      'the whole internet',
      [allow('*', { IpAddress: { 'aws:SourceIp': internet } })],
      /a role of account 999999999999/,
    ],
    [
      'the internet in two statements',
      [internet.slice(0, 99), internet.slice(99)].map((ranges) =>
        allow('*', { IpAddress: { 'aws:SourceIp': ranges } }),
      ),
      /a role of account 999999999999/,
    ],
    [
      'a foreign organisation',
      [allow('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-foreign1234' } })],
      /of the organisation o-foreign1234/,
    ],
    [
      'an unknown VPC endpoint',
      [allow('*', { StringEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d' } })],
      /vpce-0a1b2c3d/,
    ],
    ['any AWS service', [allow('*', { Bool: { 'aws:PrincipalIsAWSService': 'true' } })], /any AWS service/],
    ['a service with no condition', [allow(lambda)], /AWS Lambda/],
    [
      'a service acting for anybody',
      [allow(lambda, { ArnLike: { 'aws:SourceArn': 'arn:aws:lambda:*:*:function:*' } })],
      /AWS Lambda/,
    ],
    [
      'images expired by another account',
      [allow({ AWS: '120744138334' }, undefined, 'ecr:PutLifecyclePolicy')],
      /hpid-cd-dev/,
    ],
    [
      'the portal’s own role shut out',
      [
        {
          Effect: 'Deny',
          Principal: { AWS: 'arn:aws:iam::252775557553:role/ecr-portal-read' },
          Action: 'ecr:GetRepositoryPolicy',
        },
      ],
      /stop the portal from reading/,
    ],
  ])('%s, and AWS sees no write', async (_name, statements, because) => {
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
