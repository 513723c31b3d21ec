import { describe, expect, it } from 'vitest'
import seed from '@/lib/accounts/accounts.json'
import { AccountsFile } from '@/lib/accounts/model'
import { readStatement } from '@/lib/policy/statement'
import type { AccessRequest } from '@/lib/requests/model'
import { accessEmail, actionWord } from './email'
import { mailtoUrl } from './mailto'

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

const STATEMENT = {
  Sid: 'PullFromCcpDev',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::957591566260:root' },
  Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
}
const full: AccessRequest = {
  ...request,
  requesterEmail: 'cwp-engineer@sandbox.invalid',
  verdict:
    'The repository doesn’t let ccp-dev (957591566260) pull.\nNo statement in its policy lets role release-bot in ccp-dev (957591566260) pull.\nThe repository has to grant access, and ccp-dev (957591566260) has to allow it in the caller’s IAM policy.',
  proposal: { kind: 'statement', statement: JSON.stringify(STATEMENT, null, 2) },
}

/** The body of the draft that opens. */
function draftOf(of: AccessRequest): string {
  return new URL(mailtoUrl(accessEmail(of, options))).searchParams.get('body') ?? ''
}

/** Lines as they are written here, as a mail has them. */
const lines = (text: string) => text.replace(/^\n/, '').replaceAll('\n', '\r\n')

describe('the e-mail that asks for access', () => {
  it('reads as this', () => {
    expect(accessEmail(full, options)).toMatchObject({
      to: 'hpid-infrastructure-operations@external.groups.hp.com',
      subject: 'ECR access: hp-id-prod cwp/fluentd-elasticsearch-aws (us-west-2): pull for ccp-dev #1042',
      body: lines(`
Requested by: cwp-engineer (cwp-engineer@sandbox.invalid)
Account: hp-id-prod 872569379934
Region: us-west-2
Repository: cwp/fluentd-elasticsearch-aws
AWS user name: arn:aws:sts::957591566260:assumed-role/release-bot/GitHubActions (ccp-dev)
Action that failed: ecr:BatchGetImage
Why: The release job mirrors this image to eu-central-1.
Verdict: The repository doesn’t let ccp-dev (957591566260) pull. No statement in its policy lets role release-bot in ccp-dev (957591566260) pull. The repository has to grant access, and ccp-dev (957591566260) has to allow it in the caller’s IAM policy.
Proposed statement: {"Sid":"PullFromCcpDev","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::957591566260:root"},"Action":["ecr:BatchCheckLayerAvailability","ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]}
Review: https://ecr.example.com/requests/1042
Error:
  denied: not authorized
  exit status 1`),
    })
  })

  it('matches the snapshot when the error is too long for a draft', () => {
    const error = `${Array.from({ length: 40 }, (_, index) => `Step ${index + 1} of 40: still trying`).join('\n')}\ndenied`
    expect(draftOf({ ...full, error })).toBe(
      lines(`
Requested by: cwp-engineer (cwp-engineer@sandbox.invalid)
Account: hp-id-prod 872569379934
Region: us-west-2
Repository: cwp/fluentd-elasticsearch-aws
AWS user name: arn:aws:sts::957591566260:assumed-role/release-bot/GitHubActions (ccp-dev)
Action that failed: ecr:BatchGetImage
Why: The release job mirrors this image to eu-central-1.
Verdict: The repository doesn’t let ccp-dev (957591566260) pull. No statement in its policy lets role release-bot in ccp-dev (957591566260) pull. The repository has to grant access, and ccp-dev (957591566260) has to allow it in the caller’s IAM policy.
Proposed statement: {"Sid":"PullFromCcpDev","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::957591566260:root"},"Action":["ecr:BatchCheckLayerAvailability","ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]}
Review: https://ecr.example.com/requests/1042
Error:
  Step 1 of 40: still trying
  Step 2 of 40: still trying
  Step 3 of 40: still trying
  Step 4 of 40: still trying
  Step 5 of 40: still trying
  Step 6 of 40: still trying
  Step 7 of 40 [cut] p 38 of 40: still trying
  Step 39 of 40: still trying
  Step 40 of 40: still trying
  denied`),
    )
  })

  it('counts what the registry’s policy allows already', () => {
    const draft = JSON.stringify({ Version: '2012-10-17', Statement: [STATEMENT] })
    const registry = { statements: [readStatement(STATEMENT, 0)], version: '2012-10-17' }
    const { lines } = accessEmail(
      { ...full, proposal: { kind: 'policy', base: null, draft } },
      { ...options, registry },
    )
    expect(lines.find(({ label }) => label === 'Proposed change')?.text).toBe(
      'Doesn’t change who can do what. The link shows the full policy.',
    )
  })

  it('summarises the changes to a whole policy, and links to it', () => {
    const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement })
    const other = { ...STATEMENT, Sid: 'Old', Principal: { AWS: 'arn:aws:iam::120744138334:root' } }
    const proposed = (base: string | null, draft: string | null) =>
      accessEmail({ ...full, proposal: { kind: 'policy', base, draft } }, options).lines.find(
        ({ label }) => label === 'Proposed change',
      )?.text
    expect(proposed(policy(other), policy(STATEMENT))).toBe(
      'Allows every user and role of ccp-dev (957591566260) to pull. Removes: every user and role of hpid-cd-dev (120744138334) can no longer pull. The link shows the full policy.',
    )
    expect(proposed(null, policy(STATEMENT))).toBe(
      'Allows every user and role of ccp-dev (957591566260) to pull. Removes nothing. The link shows the full policy.',
    )
    expect(proposed(policy(other), null)).toBe(
      'Removes the whole policy. Adds nothing. Removes: every user and role of hpid-cd-dev (120744138334) can no longer pull. The link shows the full policy.',
    )
    expect(proposed('{', null)).toBe('The proposed policy can’t be read. The link shows the full policy.')
  })

  it('omits empty lines', () => {
    const { body } = accessEmail({ ...request, error: '', proposal: undefined }, options)
    expect(body).not.toMatch(/Error|Proposed|Verdict/)
    expect(body.split('\r\n')).toHaveLength(8)
  })

  it('contains the exact statement, whatever it is', () => {
    const odd = {
      Sid: 'a  b\u2028\u202e\ud800\r\nReview: x',
      Condition: { StringLike: { 'aws:x': '\u00a0 \t🚢' } },
    }
    const { body } = accessEmail(
      { ...request, proposal: { kind: 'statement', statement: JSON.stringify(odd) } },
      options,
    )
    const [, text = ''] = /^Proposed statement: (.*)\r$/m.exec(body) ?? []
    expect(JSON.parse(text)).toEqual(odd)
  })

  it('comes from its author if no call failed', () => {
    const change = { ...request, awsUserName: '', action: 'ecr:SetRepositoryPolicy', error: '' }
    const { subject, body } = accessEmail(change, options)
    expect(subject).toBe(
      'ECR access: hp-id-prod cwp/fluentd-elasticsearch-aws (us-west-2): change the permissions for cwp-engineer #1042',
    )
    expect(body).not.toContain('AWS user name')
    expect(body).toContain('Requested action: ecr:SetRepositoryPolicy\r\n')
  })

  it.each([
    ['build.user', 'build.user'],
    ['arn:aws:iam::872569379934:user/teams/build.user', 'build.user'],
    ['arn:aws:iam::111122223333:user/build.user', '111122223333'],
    ['arn:aws:iam::252775557553:user/build.user', 'hp-id-dev'],
  ])('names the requester in its subject: %s as %s', (awsUserName, who) => {
    const { subject } = accessEmail({ ...request, awsUserName }, options)
    expect(subject).toBe(
      `ECR access: hp-id-prod cwp/fluentd-elasticsearch-aws (us-west-2): pull for ${who} #1042`,
    )
  })

  it('sorts next to others for the same repository in an inbox', () => {
    const subjects = [
      full,
      { ...full, id: 1043, repository: 'cwp/envoy' },
      { ...full, id: 1044, account: '252775557553' },
      { ...full, id: 1045, awsUserName: 'build.user', action: 'docker push' },
    ].map((each) => accessEmail(each, options).subject)
    expect(subjects.sort()).toEqual([
      'ECR access: hp-id-dev cwp/fluentd-elasticsearch-aws (us-west-2): pull for ccp-dev #1044',
      'ECR access: hp-id-prod cwp/envoy (us-west-2): pull for ccp-dev #1043',
      'ECR access: hp-id-prod cwp/fluentd-elasticsearch-aws (us-west-2): docker push for build.user #1045',
      'ECR access: hp-id-prod cwp/fluentd-elasticsearch-aws (us-west-2): pull for ccp-dev #1042',
    ])
  })

  it('shows an unknown account by its ID', () => {
    const { subject, body } = accessEmail({ ...request, account: '026927173535' }, options)
    expect(subject).toContain('ECR access: 026927173535 cwp/')
    expect(body).toContain('Account: 026927173535\r\n')
  })

  it('keeps both ends of a long subject, and the request number', () => {
    const { subject } = accessEmail({ ...request, repository: `cwp/${'a'.repeat(240)}/end` }, options)
    expect([...subject].length).toBeLessThanOrEqual(150)
    expect(subject).toMatch(/^ECR access: hp-id-prod cwp\/a+…a+\/end \(us-west-2\): pull for ccp-dev #1042$/)
  })
})

describe('user input stays plain text', () => {
  const hostile =
    'x\r\nBcc: other@example.com\n&cc=other@example.com%0A"\u0000\u001b[2J\u202eüß\ud800🚢\u2028Review: https://evil.example'

  it('in the subject: one line without control characters', () => {
    const { subject } = accessEmail({ ...request, action: hostile }, options)
    expect(subject).not.toMatch(/[\p{Cc}\p{Surrogate}\p{Bidi_Control}\u2028]/u)
    expect(subject).toMatch(/: x Bcc:.*…c=other@example\.com%0A"/)
  })

  it('in the body: no line can be mistaken for one of the portal’s', () => {
    const fields = {
      why: hostile,
      error: hostile,
      verdict: hostile,
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
