import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import seed from '@/lib/accounts/accounts.json'
import { AccountsFile } from '@/lib/accounts/model'
import { AccessRequestInput } from '@/lib/requests/model'
import { accessEmail } from './email'
import { fitsMailto, MAILTO_LIMIT, mailtoUrl } from './mailto'

const { accounts, opsEmail } = AccountsFile.parse(seed)
const link = 'https://ecr.example.com/requests/1042'
const options = { to: opsEmail, link, accounts }
const stored = {
  id: 1042,
  status: 'waiting',
  requesterId: '1',
  requesterName: 'cwp-engineer',
  createdAt: 0,
} as const
const input = AccessRequestInput.parse({
  account: '872569379934',
  region: 'us-west-2',
  repository: 'cwp/fluentd',
  awsUserName: 'build.user',
  action: 'docker push',
  error: "denied: it's (not) allowed!\n*",
  why: 'We ship 100 % of it & more?',
})

function draft(url: string) {
  const { pathname, search } = new URL(url)
  const fields = search
    .slice(1)
    .split('&')
    .map((field) => field.split('='))
  return {
    to: pathname,
    fields: Object.fromEntries(fields.map(([key = '', value = '']) => [key, decodeURIComponent(value)])),
  }
}

describe('a short e-mail opens as a draft', () => {
  const email = accessEmail({ ...input, ...stored }, options)
  const url = mailtoUrl(email)

  it('with this exact URL', () => {
    expect(url).toBe(
      'mailto:hpid-infrastructure-operations@external.groups.hp.com' +
        '?subject=ECR%20access%3A%20hp-id-prod%20cwp%2Ffluentd%20%28us-west-2%29%3A%20docker%20push%20for%20build.user%20%231042' +
        '&body=Requested%20by%3A%20cwp-engineer' +
        '%0D%0AAccount%3A%20hp-id-prod%20872569379934' +
        '%0D%0ARegion%3A%20us-west-2' +
        '%0D%0ARepository%3A%20cwp%2Ffluentd' +
        '%0D%0AAWS%20user%20name%3A%20build.user' +
        '%0D%0AAction%20that%20failed%3A%20docker%20push' +
        '%0D%0AWhy%3A%20We%20ship%20100%20%25%20of%20it%20%26%20more%3F' +
        '%0D%0AReview%3A%20https%3A%2F%2Fecr.example.com%2Frequests%2F1042' +
        '%0D%0AError%3A' +
        '%0D%0A%20%20denied%3A%20it%27s%20%28not%29%20allowed%21' +
        '%0D%0A%20%20%2A',
    )
  })

  it('with the whole text', () => {
    expect(fitsMailto(email)).toBe(true)
    expect(draft(url)).toEqual({ to: opsEmail, fields: { subject: email.subject, body: email.body } })
  })
})

describe('a long e-mail is shortened', () => {
  const long = accessEmail(
    {
      ...input,
      ...stored,
      error: `FIRST ${'é🚢 '.repeat(7000)} LAST`,
      proposal: { kind: 'statement', statement: '{"Sid":"PullFromCcpDev"}' },
      verdict: 'Not granted.',
    },
    options,
  )

  it('in the error first, which keeps both ends', () => {
    expect(fitsMailto(long)).toBe(false)
    const { body = '' } = draft(mailtoUrl(long)).fields
    const [facts, error] = body.split('Error:\r\n')
    expect(facts).toBe(long.body.split('Error:\r\n')[0])
    expect(error).toMatch(/^ {2}FIRST (é🚢 )+.*\[cut\].*(é🚢 )+ LAST$/)
    expect(mailtoUrl(long).length).toBeGreaterThan(MAILTO_LIMIT - 20)
  })

  it('then in the statement, the verdict and the reason (snapshot of all of them long)', () => {
    const everything = accessEmail(
      {
        ...input,
        ...stored,
        error: '🚢'.repeat(900),
        why: '🚢'.repeat(400),
        proposal: { kind: 'statement', statement: `"${'🚢'.repeat(900)}"` },
        verdict: '🚢'.repeat(900),
      },
      options,
    )
    const { body = '' } = draft(mailtoUrl(everything)).fields
    expect(body.replace(/🚢{2,}/gu, '🚢…')).toBe(
      [
        'Requested by: cwp-engineer',
        'Account: hp-id-prod 872569379934',
        'Region: us-west-2',
        'Repository: cwp/fluentd',
        'AWS user name: build.user',
        'Action that failed: docker push',
        'Why: 🚢… [cut] 🚢…',
        'Verdict: [cut]',
        'Proposed statement: [cut]',
        'Review: https://ecr.example.com/requests/1042',
        'Error:',
        '  [cut]',
      ].join('\r\n'),
    )
  })
})

describe('user input can’t escape its field', () => {
  it.each([
    'x\r\nBcc: other@example.com',
    '&cc=other@example.com',
    '?to=other@example.com#',
    '%0ABcc: other@example.com',
    '"\'<>`',
    'üß🚢',
    '\ud800 \udc00',
    'x'.repeat(20_000),
  ])('%j', (text) => {
    const typed = { error: text, why: text, requesterName: text, verdict: text }
    const proposal = { kind: 'statement' as const, statement: JSON.stringify({ Sid: text }) }
    const email = accessEmail({ ...input, ...stored, ...typed, proposal }, options)
    const url = mailtoUrl(email)
    expect(url).toMatch(/^mailto:[\w@.-]+\?subject=[\w%.~-]*&body=[\w%.~-]*$/)
    expect(draft(url).to).toBe(opsEmail)
  })
})

describe('any request', () => {
  const anyInput = fc
    .record({
      account: fc.constantFrom(...accounts.map(({ id }) => id), '012345678901'),
      region: fc.constantFrom('us-west-2', 'ap-northeast-1'),
      repository: fc.stringMatching(/^[a-z0-9][a-z0-9._/-]{0,255}$/),
      awsUserName: fc.stringMatching(/^[\w+=,.@/:-]{1,200}$/),
      action: fc.stringMatching(/^[!-~]{1,80}$/),
      error: fc.string({ unit: 'binary', maxLength: 3000 }),
      why: fc.string({ unit: 'binary', minLength: 1, maxLength: 1000 }),
    })
    .map((fields) => AccessRequestInput.safeParse(fields))
    .filter(({ success }) => success)

  it('has a short enough URL, with the link and every fact', () => {
    fc.assert(
      fc.property(anyInput, fc.string({ unit: 'binary', maxLength: 200 }), ({ data }, requesterName) => {
        if (!data) return
        const email = accessEmail({ ...data, ...stored, requesterName }, options)
        const url = mailtoUrl(email)
        expect(url.length).toBeLessThanOrEqual(MAILTO_LIMIT)
        const { body = '' } = draft(url).fields
        for (const fact of [link, data.account, data.region, data.repository, data.awsUserName, data.action])
          expect(body).toContain(fact)
        if (fitsMailto(email)) expect(body).toBe(email.body)
      }),
    )
  })

  it('even with every field at its limit, in characters that encode longest', () => {
    const data = AccessRequestInput.parse({
      ...input,
      repository: `${'a/'.repeat(127)}ab`,
      awsUserName: '+'.repeat(200),
      action: '"'.repeat(80),
      error: '🚢'.repeat(30_000),
      why: '🚢'.repeat(500),
    })
    const url = mailtoUrl(accessEmail({ ...data, ...stored }, options))
    expect(url.length).toBeLessThanOrEqual(MAILTO_LIMIT)
    const { subject, body = '' } = draft(url).fields
    expect(subject).toMatch(/^ECR access.* \[cut\] .*#1042$/)
    for (const fact of [data.repository, data.awsUserName, data.action, link]) expect(body).toContain(fact)
  })
})
