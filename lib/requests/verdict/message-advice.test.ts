import { describe, expect, it } from 'vitest'
import cases from '@/lib/requests/cases/denied-messages.json'
import { readDeniedMessage } from '@/lib/requests/message/denied-message'
import { adviceFor } from './message-advice'

const style = { shell: 'posix', client: 'docker' } as const
const CALLER = 'arn:aws:sts::957591566260:assumed-role/release-bot/GitHubActions'
const LOGIN =
  'aws ecr get-login-password --region us-west-2 | docker login --username AWS --password-stdin 252775557553.dkr.ecr.us-west-2.amazonaws.com'

function advise(text: string, registry?: { account: string; region: string }) {
  return adviceFor(readDeniedMessage(text), style, registry)
}

function refusal(reason: string, account = '252775557553', action = 'ecr:BatchGetImage') {
  const resource =
    action === 'ecr:GetAuthorizationToken' ? '*' : `arn:aws:ecr:us-west-2:${account}:repository/cwp/x`
  return advise(`User: ${CALLER} is not authorized to perform: ${action} on resource: ${resource} ${reason}`)
}

describe('when the answer is to log in', () => {
  it('the command is for the registry in the error', () => {
    const text =
      'Get https://252775557553.dkr.ecr.us-west-2.amazonaws.com/v2/cwp/x/manifests/1: no basic auth credentials'
    expect(advise(text, { account: '872569379934', region: 'us-west-2' }).step?.command).toBe(LOGIN)
  })

  it('it is for the reader’s registry where the error names none', () => {
    const text = 'denied: Your authorization token has expired. Reauthenticate and try again.'
    expect(advise(text, { account: '252775557553', region: 'us-west-2' }).step?.command).toBe(LOGIN)
    expect(advise(text).step?.command).toBeUndefined()
  })

  it('first checks whose credentials are in use, if they are the problem', () => {
    const message = readDeniedMessage('An error occurred (ExpiredTokenException): the token is expired')
    expect(adviceFor(message, style).step?.command).toBe('aws sts get-caller-identity')
    expect(adviceFor(message, { ...style, endpointUrl: 'http://127.0.0.1:4510' }).step?.command).toBe(
      'aws sts get-caller-identity --endpoint-url http://127.0.0.1:4510',
    )
  })

  it('the command has the right region if the wrong one was used', () => {
    const text =
      'aws ecr get-login-password --region us-east-1 | docker login --username AWS --password-stdin 252775557553.dkr.ecr.us-west-2.amazonaws.com\nError: login attempt to https://252775557553.dkr.ecr.us-west-2.amazonaws.com/v2/ failed with status: 400 Bad Request'
    expect(readDeniedMessage(text).kind).toBe('wrong-region')
    expect(advise(text).step?.command).toBe(LOGIN)
  })
})

describe('the owner of the denying policy can help', () => {
  it.each([
    [
      'because no resource-based policy allows the ecr:BatchGetImage action',
      /repository’s policy doesn’t allow/,
      /Request access/,
    ],
    [
      'because no identity-based policy allows the ecr:BatchGetImage action',
      /caller’s IAM policy doesn’t allow/,
      /account 957591566260/,
    ],
    [
      'because no permissions boundary allows the ecr:BatchGetImage action',
      /permissions boundary doesn’t/,
      /permissions boundary/,
    ],
    ['because no VPC endpoint policy allows the ecr:BatchGetImage action', /VPC endpoint/, /VPC endpoint/],
    ['because no session policy allows the ecr:BatchGetImage action', /session policy/, /session policy/],
    [
      'with an explicit deny in a service control policy',
      /granting access on the repository won’t help/,
      /your organisation’s service control policies/,
    ],
    [
      'with an explicit deny in a service control policy: arn:aws:organizations::111122223333:policy/o-1/service_control_policy/p-1',
      /granting access on the repository won’t help/,
      /arn:aws:organizations::111122223333:policy\/o-1\/service_control_policy\/p-1\./,
    ],
    [
      'with an explicit deny in a resource-based policy',
      /repository’s policy denies/,
      /statement has to be changed/,
    ],
    ['with an explicit deny', /doesn’t name/, /the policy that denies it/],
    ['', /without saying which policy/, /repository’s policy first/],
  ])('%s', (reason, meaning, next) => {
    expect(refusal(reason).meaning).toMatch(meaning)
    expect(refusal(reason).next).toMatch(next)
  })

  it('within one account either side can help', () => {
    expect(refusal('because no identity-based policy allows the x action', '957591566260').next).toMatch(
      /either/,
    )
  })

  it('a denied login is never about the repository', () => {
    expect(refusal('', '252775557553', 'ecr:GetAuthorizationToken').meaning).toMatch(
      /never a repository’s policy/,
    )
    expect(
      refusal(
        'because no VPC endpoint policy allows the x action',
        '252775557553',
        'ecr:GetAuthorizationToken',
      ).next,
    ).toMatch(/VPC endpoint/)
  })

  it('a denied role or another service isn’t ECR’s', () => {
    const sts = `User: ${CALLER} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::252775557553:role/x`
    expect(advise(sts).next).toMatch(/trust policy/)
    const s3 = `User: ${CALLER} is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::bucket/key`
    expect(advise(s3).meaning).toMatch(/s3:GetObject, which isn’t an ECR action/)
  })
})

it('among several denials, ECR’s counts', () => {
  const s3 = `User: ${CALLER} is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::bucket/key`
  const login = `User: ${CALLER} is not authorized to perform: ecr:GetAuthorizationToken on resource: *`
  expect(advise(`${s3}\n${login}`).meaning).toMatch(/log in to ECR/)
})

it('a host that appears twice is reported before a missing repository', () => {
  const text =
    "name unknown: The repository with name '252775557553.dkr.ecr.us-west-2.amazonaws.com/cwp/x' does not exist in the registry with id '252775557553'"
  expect(advise(text).meaning).toMatch(/twice/)
})

it('a leaked key is an incident, with nothing to grant', () => {
  const reason =
    'with an explicit deny in an identity-based policy: arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3'
  expect(refusal(reason).meaning).toMatch(/security incident/)
  expect(refusal(reason).next).toMatch(/Don’t grant/)
})

it.each(cases.map(({ tool, text }, index) => [`${tool} (${index + 1})`, text] as const))(
  'there is a meaning and a next step, in sentences, for %s',
  (_tool, text) => {
    const { meaning, next } = advise(text)
    for (const sentence of [meaning, next]) expect(sentence).toMatch(/^[A-Z][^\n]+[.]$/)
    expect(`${meaning} ${next}`).not.toMatch(/undefined|\s{2}/)
  },
)
