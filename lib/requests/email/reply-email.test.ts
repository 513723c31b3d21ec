import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import seed from '@/lib/accounts/accounts.json'
import { AccountsFile } from '@/lib/accounts/model'
import type { AccessRequest, RequestNote } from '@/lib/requests/model'
import type { Verdict } from '@/lib/requests/verdict/verdict'
import { accessEmail } from './email'
import { emlFile } from './eml'
import { fitsMailto, MAILTO_LIMIT, mailtoUrl } from './mailto'
import { replyEmail } from './reply-email'

const { accounts } = AccountsFile.parse(seed)
const link = 'https://ecr.example.com/requests/1042'
const STATEMENT =
  '{\n  "Sid": "PullFromCcpDev",\n  "Effect": "Allow",\n  "Principal": { "AWS": "arn:aws:iam::957591566260:root" },\n  "Action": "ecr:BatchGetImage"\n}'
const request: AccessRequest = {
  id: 1042,
  status: 'granted',
  requesterId: 'local-cwp-engineer',
  requesterName: 'cwp-engineer',
  requesterEmail: 'cwp-engineer@sandbox.invalid',
  createdAt: 0,
  decidedBy: 'ops-reviewer',
  decidedAt: 0,
  account: '872569379934',
  region: 'us-west-2',
  repository: 'cwp/fluentd',
  awsUserName: 'arn:aws:sts::957591566260:assumed-role/release-bot/GitHubActions',
  action: 'ecr:BatchGetImage',
  error: 'denied',
  why: 'The release job mirrors this image.',
  proposal: { kind: 'statement', statement: STATEMENT },
}
const verdict: Verdict = {
  tone: 'ok',
  title: 'The repository lets role release-bot in ccp-dev (957591566260) pull.',
  sentences: [
    'The repository now allows the same call (statement 4).',
    'The caller’s IAM policy in ccp-dev (957591566260) must allow ecr:BatchGetImage too. We can’t see whether it does.',
  ],
  steps: [],
  cannotSee: [],
}
const options = { link, accounts, notes: [] }
const lines = (text: string) => text.replace(/^\n/, '').replaceAll('\n', '\r\n')
const note = (kind: RequestNote['kind'], text: string): RequestNote => ({
  id: 1,
  at: 0,
  authorId: 'local-ops-reviewer',
  authorName: 'ops-reviewer',
  kind,
  text,
})

describe('the answer to the author of a request', () => {
  it('matches the snapshot when granted', () => {
    expect(replyEmail(request, { ...options, verdict })).toMatchObject({
      to: 'cwp-engineer@sandbox.invalid',
      subject: 'Re: ECR access: hp-id-prod cwp/fluentd (us-west-2): pull for ccp-dev #1042',
      body: lines(`
Decision: granted
Decided by: ops-reviewer
Granted statement: {"Sid":"PullFromCcpDev","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::957591566260:root"},"Action":"ecr:BatchGetImage"}
Verdict: The repository lets role release-bot in ccp-dev (957591566260) pull. The repository now allows the same call (statement 4). The caller’s IAM policy in ccp-dev (957591566260) must allow ecr:BatchGetImage too. We can’t see whether it does.
Account: hp-id-prod 872569379934
Region: us-west-2
Repository: cwp/fluentd
AWS user name: arn:aws:sts::957591566260:assumed-role/release-bot/GitHubActions (ccp-dev)
Action that failed: ecr:BatchGetImage
Request: https://ecr.example.com/requests/1042`),
    })
  })

  it('matches the snapshot when declined', () => {
    const declined = {
      ...request,
      status: 'declined' as const,
      decisionReason: 'Use the mirror.\nIt is nearer.',
    }
    expect(replyEmail(declined, options).body).toBe(
      lines(`
Decision: declined
Decided by: ops-reviewer
Reason: Use the mirror. It is nearer.
Account: hp-id-prod 872569379934
Region: us-west-2
Repository: cwp/fluentd
AWS user name: arn:aws:sts::957591566260:assumed-role/release-bot/GitHubActions (ccp-dev)
Action that failed: ecr:BatchGetImage
Request: https://ecr.example.com/requests/1042`),
    )
  })

  it('matches the snapshot when asked back, with the latest question', () => {
    const asked = { ...request, status: 'asked' as const, decidedBy: undefined }
    const notes = [
      note('question', 'Who?'),
      note('answer', 'Us.'),
      note('question', 'Which branch?'),
      note('comment', 'No hurry.'),
    ]
    expect(replyEmail(asked, { ...options, notes }).body).toBe(
      lines(`
Question: Which branch?
Asked by: ops-reviewer
Decision: pending; we need your answer first
Account: hp-id-prod 872569379934
Region: us-west-2
Repository: cwp/fluentd
AWS user name: arn:aws:sts::957591566260:assumed-role/release-bot/GitHubActions (ccp-dev)
Action that failed: ecr:BatchGetImage
Request: https://ecr.example.com/requests/1042`),
    )
    expect(replyEmail({ ...asked, status: 'waiting' }, { ...options, notes }).body).not.toContain('Question')
  })

  it('summarises the changes to a whole policy', () => {
    const draft = `{"Version":"2012-10-17","Statement":[${STATEMENT}]}`
    const { body } = replyEmail({ ...request, proposal: { kind: 'policy', base: null, draft } }, options)
    expect(body).toContain(
      '\r\nGranted change: Allows every user and role of ccp-dev (957591566260) to call BatchGetImage. Removes nothing. The link shows the full policy.\r\n',
    )
  })

  it('has no recipient if the address is unknown', () => {
    const email = replyEmail({ ...request, requesterEmail: undefined }, options)
    expect(mailtoUrl(email)).toMatch(/^mailto:\?subject=Re%3A%20ECR/)
    expect(emlFile(email)).not.toContain('To:')
  })

  it('has the subject of the e-mail it answers', () => {
    const { subject } = accessEmail(request, { to: 'ops@example.com', link, accounts })
    expect(replyEmail(request, options).subject).toBe(`Re: ${subject}`)
  })
})

describe('any answer', () => {
  it.each([
    'x\r\nBcc: other@example.com',
    '&cc=other@example.com',
    '%0ABcc: other@example.com',
    '"\'<>`',
    'üß🚢',
    '\ud800 \udc00',
    'x'.repeat(20_000),
  ])('user input stays in its place: %j', (text) => {
    for (const status of ['granted', 'declined', 'asked'] as const) {
      const typed = { status, decidedBy: text, decisionReason: text, action: text.slice(0, 80) }
      const email = replyEmail(
        { ...request, ...typed },
        {
          ...options,
          notes: [{ ...note('question', text), authorName: text }],
          verdict: { ...verdict, title: text },
        },
      )
      const url = mailtoUrl(email)
      expect(url).toMatch(/^mailto:cwp-engineer@sandbox\.invalid\?subject=[\w%.~-]*&body=[\w%.~-]*$/)
      const starts = email.body.split('\r\n').map((line) => line.split(':')[0])
      expect(starts).not.toContain('Bcc')
      expect(email.subject).not.toMatch(/[\p{Cc}\p{Surrogate}]/u)
      expect(emlFile(email)).not.toMatch(/^(Bcc|Cc):/im)
    }
  })

  it('has a short enough draft, with the link and what was requested', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 1000 })
    fc.assert(
      fc.property(anyText, anyText, fc.constantFrom('granted', 'declined', 'asked'), (text, name, status) => {
        const answered = {
          ...request,
          status,
          decidedBy: name,
          decisionReason: text,
          proposal: { kind: 'statement', statement: JSON.stringify({ Sid: text }) },
        } as const
        const email = replyEmail(answered, {
          ...options,
          notes: [note('question', text)],
          verdict: { ...verdict, sentences: [text] },
        })
        const url = mailtoUrl(email)
        expect(url.length).toBeLessThanOrEqual(MAILTO_LIMIT)
        const body = new URL(url).searchParams.get('body') ?? ''
        for (const fact of [link, request.repository, request.awsUserName]) expect(body).toContain(fact)
        if (fitsMailto(email)) expect(body).toBe(email.body)
      }),
    )
  })
})
