import { describe, expect, it } from 'vitest'
import { proposedStatement } from './proposal'

const accounts = [
  { id: '957591566260', name: 'ccp-dev' },
  { id: '872569379934', name: 'hp-id-prod' },
]
const session = 'arn:aws:sts::957591566260:assumed-role/release-bot/GitHubActions'
const call = { caller: session, action: 'ecr:BatchGetImage', account: '872569379934' }

describe('the statement that is proposed', () => {
  it('lets the caller’s account pull, whichever of its sessions was denied', () => {
    expect(proposedStatement(call, accounts)).toEqual({
      Sid: 'PullFromCcpDev',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::957591566260:root' },
      Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    })
  })

  it('includes every action of a push, not just the one denied', () => {
    const statement = proposedStatement({ ...call, action: 'ecr:BatchCheckLayerAvailability' }, accounts)
    expect(statement?.Sid).toBe('PushPullFromCcpDev')
    expect(statement?.Action).toHaveLength(7)
  })

  it('has just the denied action if it belongs to no preset', () => {
    expect(proposedStatement({ ...call, action: 'ecr:DescribeImages' }, accounts)?.Action).toEqual(
      'ecr:DescribeImages',
    )
  })

  it('has a unique Sid', () => {
    expect(proposedStatement(call, accounts, ['PullFromCcpDev'])?.Sid).toBe('PullFromCcpDev2')
  })

  it('names the user within one account, since the account itself needs no grant', () => {
    const caller = 'arn:aws:iam::872569379934:user/teams/builder'
    expect(proposedStatement({ ...call, caller }, accounts)?.Principal).toEqual({ AWS: caller })
  })

  it.each([
    ['a role’s session within one account', { caller: session.replace('957591566260', '872569379934') }],
    ['a caller that nobody knows', { caller: 'build.user' }],
    ['a login', { action: 'ecr:GetAuthorizationToken' }],
    ['a repository that does not exist yet', { action: 'ecr:CreateRepository' }],
    ['another service', { action: 's3:GetObject' }],
    ['words instead of an action', { action: 'it does not work' }],
  ])('is not found for %s', (_what, change) => {
    expect(proposedStatement({ ...call, ...change }, accounts)).toBeUndefined()
  })
})
