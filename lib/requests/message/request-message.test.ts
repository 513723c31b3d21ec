import { describe, expect, it } from 'vitest'
import { type FailedCall, messageOf } from './request-message'

const BOT = 'arn:aws:sts::957591566260:assumed-role/release-bot/GitHubActions'
const request: FailedCall = {
  account: '872569379934',
  region: 'us-west-2',
  repository: 'cwp/fluentd',
  awsUserName: 'arn:aws:iam::252775557553:user/ci',
  action: 'docker push',
  error: '',
}

function refusal(repository: string, reason = '') {
  return `denied: User: ${BOT} is not authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:us-west-2:872569379934:repository/${repository} ${reason}`
}

describe('the error of a request', () => {
  it('is explained if it names who, what and why', () => {
    const reason = 'because no resource-based policy allows the ecr:BatchGetImage action'
    expect(messageOf({ ...request, error: refusal('cwp/fluentd', reason) })).toMatchObject({
      kind: 'access-denied',
      action: 'ecr:BatchGetImage',
      principalArn: BOT,
      principalAccount: '957591566260',
      denials: [{ action: 'ecr:BatchGetImage', principalArn: BOT, policyType: 'resource-based' }],
    })
  })

  it.each([
    ['is empty', ''],
    ['says nothing known', 'it does not work'],
    [
      'names no reason',
      'unexpected status from HEAD request to https://872569379934.dkr.ecr.us-west-2.amazonaws.com/v2/cwp/fluentd/blobs/sha256:0: 403 Forbidden',
    ],
    ['speaks of another repository', refusal('cwp/other')],
  ])('defers to the facts if it %s', (_what, error) => {
    const { account, region, repository } = request
    const facts = {
      account,
      region,
      repository,
      principalArn: request.awsUserName,
      principalAccount: '252775557553',
      action: 'ecr:PutImage',
    }
    expect(messageOf({ ...request, error })).toMatchObject({
      ...facts,
      kind: 'access-denied',
      denials: [facts],
    })
  })

  it('explains errors that aren’t about permissions', () => {
    expect(messageOf({ ...request, error: 'ExpiredToken: x' }).kind).toBe('credentials-expired')
    expect(messageOf({ ...request, error: 'ImageTagAlreadyExists' })).toMatchObject({
      kind: 'tag-immutable',
      denials: [],
    })
  })
})

it.each([
  ['ecr:BatchGetImage', 'ecr:BatchGetImage'],
  ['ecr:batchgetimage', 'ecr:BatchGetImage'],
  ['PutImage', 'ecr:PutImage'],
  ['docker pull', 'ecr:BatchGetImage'],
  ['Pull of the image', 'ecr:BatchGetImage'],
  ['docker buildx --push', 'ecr:PutImage'],
  ['terraform apply', undefined],
  ['s3:GetObject', undefined],
  ['constructor', undefined],
])('recognises %j as %s', (action, expected) => {
  expect(messageOf({ ...request, action }).action).toBe(expected)
})

it('gets no account from a name that isn’t an ARN', () => {
  const message = messageOf({ ...request, awsUserName: 'build.user' })
  expect(message).not.toHaveProperty('principalArn')
  expect(message).not.toHaveProperty('principalAccount')
})
