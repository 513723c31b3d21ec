import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { whoCan } from '@/lib/policy/ask/who-can'
import cases from '@/lib/policy/cases/access-change.json'
import { anyPolicy, KNOWN, maybePolicyOf, policyOf, statement } from '@/lib/policy/test-policies'
import { accessChanges, listAccessChanges } from './access-change'

const CONTEXT = { owner: '872569379934', accounts: KNOWN }

const PULL = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']

const policy = fc.array(statement, { maxLength: 4 }).map(policyOf)

describe('the access that a change adds and removes', () => {
  it.each(cases)('$name', ({ before, after, summary }) => {
    const [old, now] = [before, after].map((list) => maybePolicyOf(list))
    expect(accessChanges(old, now, CONTEXT).summary).toBe(summary)
  })

  it.each([
    [
      { AWS: '957591566260' },
      {},
      'For example, a role of ccp-dev (957591566260), from any address, can then pull.',
    ],
    [
      '*',
      { StringEquals: { 'aws:PrincipalOrgID': 'o-foreign1234' } },
      'For example, a role of account 999999999999, of the organisation o-foreign1234, from any address, can then pull.',
    ],
  ])('comes with an example: %j', (Principal, Condition, example) => {
    const after = policyOf([{ Effect: 'Allow', Principal, Action: PULL, Condition }])
    expect(accessChanges(undefined, after, CONTEXT).example).toBe(example)
    expect(accessChanges(after, undefined, CONTEXT).example).toBeUndefined()
  })

  it('is nothing for the same policy', () => {
    fc.assert(
      fc.property(policy, (same) => {
        expect(listAccessChanges(same, same, CONTEXT)).toEqual([])
      }),
    )
  })

  it('is reversed when the change is undone', () => {
    fc.assert(
      fc.property(policy, policy, (before, after) => {
        const there = accessChanges(before, after, CONTEXT)
        const back = accessChanges(after, before, CONTEXT)
        expect(there.opens.length > 0).toBe(back.closes.length > 0)
        expect(there.changes.length > 0).toBe(back.changes.length > 0)
      }),
      { numRuns: 300 },
    )
  })
})

describe('who can', () => {
  it('lists the owner first, every principal of the policy once, and everyone else', () => {
    const rows = whoCan(
      policyOf([
        {
          Effect: 'Allow',
          Principal: { AWS: ['957591566260', 'arn:aws:iam::957591566260:root'] },
          Action: 'ecr:*',
        },
        {
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::252775557553:role/teams/build-ci' },
          Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        },
        { Effect: 'Allow', Principal: { AWS: 'AROAJQABLZS4A3QDU576Q' }, Action: 'ecr:*' },
        { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'ecr:BatchGetImage' },
      ]),
      CONTEXT,
    )
    expect(rows.map(({ title, detail, pull, push }) => [title, detail, pull.text, push.text])).toEqual([
      ['hp-id-prod', 'owner', 'depends on IAM', 'depends on IAM'],
      ['ccp-dev', undefined, 'yes', 'yes'],
      ['build-ci', 'role of hp-id-dev', 'yes', 'no, 5 actions missing'],
      ['lambda.amazonaws.com', 'AWS Lambda', 'no, 1 action missing', 'no, 5 actions missing'],
      ['everyone else', 'with an AWS account', 'no', 'no'],
    ])
    expect(rows[1]?.also).toContain('change its permissions')
    expect(rows[2]?.also).toBeUndefined()
  })

  it('is proved for everyone of a row, with an example', () => {
    const internet = Array.from({ length: 223 }, (_, at) => `${at + 1}.0.0.0/8`)
    const [owner, everyone] = whoCan(
      policyOf([
        {
          Effect: 'Allow',
          Principal: '*',
          Action: PULL,
          Condition: { IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1', '::/0', ...internet] } },
        },
        {
          Effect: 'Allow',
          Principal: '*',
          Action: PULL,
          Condition: { Null: { 'aws:SourceIp': 'true' } },
        },
      ]),
      CONTEXT,
    )
    expect(owner?.examples).toEqual([
      'For example, a role of hp-id-prod (872569379934), from any address, can pull.',
    ])
    expect(everyone).toMatchObject({
      pull: { tone: 'yes', text: 'yes' },
      push: { text: 'no, 5 actions missing' },
      examples: ['For example, a role of account 999999999999, from the address 203.0.113.10, can pull.'],
    })
  })

  it('says of the last of 1,200 principals what it says of the first', () => {
    const accounts = Array.from({ length: 1200 }, (_, at) => `${100_000_000_000 + at}`)
    const rows = whoCan(policyOf([{ Effect: 'Allow', Principal: { AWS: accounts }, Action: PULL }]), CONTEXT)
    expect(rows).toHaveLength(1202)
    expect([rows[1], rows[1200], rows[1201]].map((row) => row?.pull.text)).toEqual(['yes', 'yes', 'no'])
  })

  it('says that it doesn’t know what can’t be decided', () => {
    const rows = whoCan(
      policyOf([
        {
          Effect: 'Allow',
          Principal: { AWS: '957591566260' },
          Action: PULL,
          Condition: { StringEquals: { 'aws:PrincipalTag/team': `\${aws:username}` } },
        },
      ]),
      CONTEXT,
    )
    expect(rows[1]?.pull).toMatchObject({
      tone: 'unknown',
      text: `perhaps, if the caller’s tag team is \${aws:username}`,
    })
  })

  it('marks only the answers that a change makes different', () => {
    const from = (...ranges: string[]) =>
      policyOf([
        {
          Effect: 'Allow',
          Principal: { AWS: '957591566260' },
          Action: PULL,
          Condition: { IpAddress: { 'aws:SourceIp': ranges } },
        },
      ])
    const was = (...ranges: string[]) =>
      whoCan(from('10.0.0.0/8', '8.8.8.8'), CONTEXT, { document: from(...ranges) })[1]?.pull.was
    expect(was('8.8.8.8', '10.0.0.0/8')).toBeUndefined()
    expect(was('8.8.8.8')).toBe('if the caller’s address is in 10.0.0.0/8 or 8.8.8.8')
  })

  it('answers for every policy, with a word in every cell', () => {
    fc.assert(
      fc.property(anyPolicy, (any) => {
        for (const { pull, push } of whoCan(any, CONTEXT)) expect([pull.text, push.text]).not.toContain('')
      }),
    )
  })
})
