import { describe, expect, it } from 'vitest'
import { AccessRequestInput } from './model'

const input = {
  account: '872569379934',
  region: 'us-west-2',
  repository: 'cwp/fluentd-elasticsearch-aws',
  awsUserName: 'release-bot/GitHubActions',
  action: 'ecr:BatchGetImage',
  error: 'denied: …',
  why: 'The release job mirrors this image.',
}

describe('a request for access', () => {
  it('is accepted as typed', () => expect(AccessRequestInput.parse(input)).toEqual(input))

  it('needs no error, since the portal’s own denials have none', () => {
    const { error: _, ...rest } = input
    expect(AccessRequestInput.parse(rest).error).toBe('')
  })

  it('needs no AWS user name for a change made in the portal, since no call failed', () => {
    const change = { ...input, awsUserName: '', action: 'ecr:SetRepositoryPolicy' }
    expect(AccessRequestInput.parse({ ...change, error: '' }).awsUserName).toBe('')
    const failed = AccessRequestInput.safeParse(change)
    expect(failed.error?.issues.map(({ path }) => path)).toEqual([['awsUserName']])
  })

  it('lists everything that is missing at once', () => {
    const nothing = { account: '', region: '', repository: '', awsUserName: '', action: '', why: '' }
    const missing = AccessRequestInput.safeParse(nothing).error?.issues.map(({ path }) => path[0])
    expect(new Set(missing)).toEqual(new Set(Object.keys(nothing)))
  })

  it.each([
    ['account', '{"Account": "026927173535"}', '026927173535'],
    ['account', ' 026927173535 ', '026927173535'],
    ['repository', '872569379934.dkr.ecr.us-west-2.amazonaws.com/cwp/fluentd:1.2', 'cwp/fluentd'],
    ['repository', 'older--name', 'older--name'],
    [
      'awsUserName',
      '957591566260\tarn:aws:iam::957591566260:user/a/builder\tAIDAX',
      'arn:aws:iam::957591566260:user/a/builder',
    ],
    ['awsUserName', ' builder ', 'builder'],
  ])('accepts in %s: %s', (field, typed, kept) => {
    expect(AccessRequestInput.parse({ ...input, [field]: typed })).toMatchObject({ [field]: kept })
  })

  it.each([
    ['account', '12345', /12-digit/],
    ['account', '', /12-digit/],
    ['region', 'mars', /us-west-2/],
    ['repository', '', /Enter the repository/],
    ['repository', 'cwp:fluentd', /Leave out the host and the tag/],
    ['repository', 'CWP/fluentd', /a–z/],
    ['repository', 'a'.repeat(257), /at most 256/],
    ['awsUserName', '', /get-caller-identity/],
    ['awsUserName', '957591566260', /account ID/],
    ['awsUserName', 'builder\r\nBcc: other@example.com', /letters, digits/],
    ['awsUserName', 'j'.repeat(201), /at most 200/],
    ['action', '', /what failed/],
    ['action', 'docker push\u0000', /one line/],
    ['action', 'x'.repeat(81), /at most 80/],
    ['error', 'x'.repeat(65_537), /65,536/],
    ['why', '  ', /one sentence/],
    ['why', 'x'.repeat(1001), /1,000/],
  ])('rejects in %s, with what to do: %s', (field, typed, message) => {
    const parsed = AccessRequestInput.safeParse({ ...input, [field]: typed })
    expect(parsed.error?.issues[0]?.path).toEqual([field])
    expect(parsed.error?.issues[0]?.message).toMatch(message)
  })

  it.each([
    [{ kind: 'statement', statement: '{' }, 'statement', /isn’t a JSON object/],
    [{ kind: 'statement', statement: '[]' }, 'statement', /isn’t a JSON object/],
    [{ kind: 'statement', statement: `{"Sid":"${'x'.repeat(10_240)}"}` }, 'statement', /10,240/],
    [{ kind: 'policy', base: null, draft: 'no' }, 'draft', /isn’t a JSON object/],
    [{ kind: 'policy', base: 'x'.repeat(70_001), draft: null }, 'base', /far longer/],
  ])('rejects an invalid proposal', (proposal, part, message) => {
    const parsed = AccessRequestInput.safeParse({ ...input, proposal })
    expect(parsed.error?.issues[0]?.path).toEqual(['proposal', part])
    expect(parsed.error?.issues[0]?.message).toMatch(message)
  })
})
