import { describe, expect, it } from 'vitest'
import seed from '@/lib/accounts/accounts.json'
import { AccountsFile } from '@/lib/accounts/model'
import { accessEmail, actionWord } from './email'
import type { AccessRequest } from './model'

const { accounts, opsEmail } = AccountsFile.parse(seed)
const options = { to: opsEmail, link: 'https://ecr.example.com/requests/1042', accounts }
const request: AccessRequest = {
  id: 1042,
  status: 'waiting',
  requesterId: 'cwp-engineer',
  requesterName: 'cwp-engineer',
  createdAt: 0,
  account: '872569379934',
  region: 'us-west-2',
  repository: 'cwp/fluentd-elasticsearch-aws',
  awsUserName: 'arn:aws:sts::957591566260:assumed-role/release-bot/GitHubActions',
  action: 'ecr:BatchGetImage',
  error: 'denied: not authorized\nexit status 1',
  why: 'The release job mirrors this image to eu-central-1.',
  proposal: { kind: 'statement', statement: '{\n  "Sid": "PullFromCcpDev"\n}' },
}

describe('the e-mail that asks for access', () => {
  it('reads as this', () => {
    expect(
      accessEmail(request, { ...options, verdict: 'The repository does not let ccp-dev pull.' }),
    ).toEqual({
      to: 'hpid-infrastructure-operations@external.groups.hp.com',
      subject: 'ECR access: ccp-dev pull cwp/fluentd-elasticsearch-aws (hp-id-prod) #1042',
      body: [
        'Account: hp-id-prod 872569379934',
        'Region: us-west-2',
        'Repository: cwp/fluentd-elasticsearch-aws',
        'AWS user name: arn:aws:sts::957591566260:assumed-role/release-bot/GitHubActions (ccp-dev)',
        'Action that failed: ecr:BatchGetImage',
        'Requested by: cwp-engineer',
        'Why: The release job mirrors this image to eu-central-1.',
        'Verdict: The repository does not let ccp-dev pull.',
        'Proposed statement: {"Sid":"PullFromCcpDev"}',
        'Review: https://ecr.example.com/requests/1042',
        'Error:',
        '  denied: not authorized',
        '  exit status 1',
      ].join('\r\n'),
      lines: expect.any(Array),
    })
  })

  it('leaves out the lines that have nothing to say', () => {
    const { body } = accessEmail({ ...request, error: '', proposal: undefined }, options)
    expect(body).not.toMatch(/Error|Proposed|Verdict/)
    expect(body.split('\r\n')).toHaveLength(8)
  })

  it.each([
    ['build.user', 'build.user'],
    ['arn:aws:iam::872569379934:user/teams/build.user', 'build.user'],
    ['arn:aws:iam::111122223333:user/build.user', '111122223333'],
    ['arn:aws:iam::252775557553:user/build.user', 'hp-id-dev'],
  ])('says in its subject who asks: %s as %s', (awsUserName, who) => {
    const { subject } = accessEmail({ ...request, awsUserName }, options)
    expect(subject).toBe(`ECR access: ${who} pull cwp/fluentd-elasticsearch-aws (hp-id-prod) #1042`)
  })

  it('keeps an account that nobody knows as its number', () => {
    const { subject, body } = accessEmail({ ...request, account: '026927173535' }, options)
    expect(subject).toContain('(026927173535)')
    expect(body).toContain('Account: 026927173535\r\n')
  })

  it('keeps both ends of a long subject, and the number', () => {
    const { subject } = accessEmail({ ...request, repository: `cwp/${'a'.repeat(240)}/end` }, options)
    expect([...subject].length).toBeLessThanOrEqual(150)
    expect(subject).toMatch(/^ECR access: ccp-dev pull cwp\/a+…a+\/end \(hp-id-prod\) #1042$/)
  })
})

describe('what a person wrote stays text', () => {
  const hostile =
    'x\r\nBcc: other@example.com\n&cc=other@example.com%0A"\u0000\u001b[2J\u202eüß\ud800🚢\u2028Review: https://evil.example'

  it('in the subject: one line without control characters', () => {
    const { subject } = accessEmail({ ...request, action: hostile }, options)
    expect(subject).not.toMatch(/[\p{Cc}\p{Surrogate}\p{Bidi_Control}\u2028]/u)
    expect(subject).toContain('x Bcc: other@example.com &cc=other@')
  })

  it('in the body: none of its lines begins like one of ours', () => {
    const fields = {
      why: hostile,
      error: hostile,
      awsUserName: hostile,
      requesterName: hostile,
      proposal: { kind: 'statement' as const, statement: hostile },
    }
    const { body, to } = accessEmail({ ...request, ...fields }, options)
    const starts = body.split('\r\n').map((line) => line.split(':')[0])
    expect(starts.filter((start) => start === 'Review')).toHaveLength(1)
    expect(starts).not.toContain('Bcc')
    expect(body.replaceAll('\r\n', '')).not.toMatch(/[\p{Cc}\p{Surrogate}\p{Bidi_Control}]/u)
    expect(to).toBe(opsEmail)
  })

  it('with umlauts, emoji and quotes as they are', () => {
    const why = 'Für „Übung“ it\'s "needed" 🚢 (100 %)'
    expect(accessEmail({ ...request, why }, options).body).toContain(`Why: ${why}\r\n`)
  })
})

describe('the word for an action', () => {
  it.each([
    ['ecr:BatchGetImage', 'pull'],
    ['ecr:InitiateLayerUpload', 'push'],
    ['ecr:CreateRepository', 'create'],
    ['ecr:GetAuthorizationToken', 'log in'],
    ['ecr:DescribeImages', 'DescribeImages'],
    ['docker push', 'docker push'],
    ['constructor', 'constructor'],
  ])('%s is %s', (action, word) => expect(actionWord(action)).toBe(word))
})
