import { describe, expect, it } from 'vitest'
import { newPolicy } from '@/lib/policy/edit/edit'
import { fromForm } from '@/lib/policy/form/form'
import { KNOWN } from '@/lib/policy/test-policies'
import { answerTo } from './answer'
import { type Asked, questionWords, readAsked, readQuestion } from './question'

const CONTEXT = { owner: '872569379934', accounts: KNOWN }

function subjectOf(who: string) {
  const asked = readAsked(who, KNOWN)
  if (!asked || !('subject' in asked)) throw new Error(`${who} is not a subject`)
  return asked.subject
}

describe('a question in a URL', () => {
  it.each([
    [
      { who: 'ccp-dev', may: 'push' },
      { who: 'ccp-dev', may: 'push' },
    ],
    [
      { who: 'ccp-dev', may: 'ECR:putimage' },
      { who: 'ccp-dev', may: 'ecr:PutImage' },
    ],
    [{ may: 'ecr:GetAuthorizationToken' }, { who: '', may: 'pull' }],
    [
      { may: '__proto__', who: ['a', 'b'] },
      { who: '', may: 'pull' },
    ],
    [{ who: 'x'.repeat(9000) }, { who: 'x'.repeat(2048), may: 'pull' }],
  ])('%j is read as far as it makes sense', (parameters, question) => {
    expect(readQuestion(parameters)).toEqual(question)
  })
})

describe('who a question is about', () => {
  it.each([
    ['ccp-dev', 'Can any user or role of ccp-dev (957591566260) pull?'],
    ['9575-9156-6260', 'Can any user or role of ccp-dev (957591566260) pull?'],
    ['everyone', 'Can anyone with an AWS account pull?'],
    [
      'arn:aws:iam::252775557553:role/teams/build-ci',
      'Can the role build-ci of hp-id-dev (252775557553) pull?',
    ],
    ['arn:aws:iam::252775557553:user/deploy', 'Can the user deploy of hp-id-dev (252775557553) pull?'],
    [
      'arn:aws:sts::252775557553:assumed-role/build-ci/i-0abc',
      'Can the session i-0abc of the role build-ci of hp-id-dev (252775557553) pull?',
    ],
    [
      '{"UserId":"AROAX:me","Account":"252775557553","Arn":"arn:aws:sts::252775557553:assumed-role/build-ci/me"}',
      'Can the session me of the role build-ci of hp-id-dev (252775557553) pull?',
    ],
    ['lambda.amazonaws.com', 'Can AWS Lambda pull?'],
  ])('%s', (who, question) => {
    expect(questionWords(subjectOf(who), 'pull', KNOWN)).toBe(question)
  })

  it.each<[string, Partial<Extract<Asked, { problem: string }>>]>([
    ['ccp-dve', { suggestion: 'ccp-dev' }],
    ['12345678901', { problem: expect.stringContaining('11 digits') }],
    ['ccp-dev, hp-id-dev', { problem: 'Ask about one principal at a time.' }],
    ['arn:aws:iam::252775557553:role/*', { problem: expect.stringContaining('doesn’t allow wildcards') }],
    [',', { problem: '“,” isn’t an account, role, user or service.' }],
  ])('%s is rejected with a reason', (who, asked) => {
    expect(readAsked(who, KNOWN)).toMatchObject(asked)
  })

  it('is undefined while nothing is typed', () => {
    expect(readAsked('  ', KNOWN)).toBeUndefined()
  })
})

describe('what would turn a no into a yes', () => {
  it.each([
    'ccp-dev',
    'everyone',
    'lambda.amazonaws.com',
    'arn:aws:iam::252775557553:role/build-ci',
    'arn:aws:sts::252775557553:assumed-role/build-ci/i-0abc',
  ])('is a grant to the subject of the question: %s', (who) => {
    const subject = subjectOf(who)
    for (const may of ['pull', 'push', 'ecr:PutLifecyclePolicy']) {
      const { verdict, grant } = answerTo(undefined, subject, may, CONTEXT).now
      expect(verdict.outcome).toBe('not-granted')
      if (!grant) throw new Error('there is no grant')
      const after = newPolicy([fromForm(grant)])
      expect(answerTo(after, subject, may, CONTEXT).now).toMatchObject({
        verdict: { outcome: 'allowed' },
        grant: undefined,
      })
    }
  })

  it('is not a grant where a Deny is in the way, but that Deny', () => {
    const policy = newPolicy([
      { Effect: 'Allow', Principal: { AWS: '957591566260' }, Action: 'ecr:*' },
      { Sid: 'Stop', Effect: 'Deny', Principal: '*', Action: 'ecr:PutImage' },
    ])
    const push = answerTo(policy, subjectOf('ccp-dev'), 'push', CONTEXT).now
    expect(push).toMatchObject({ verdict: { outcome: 'partly' }, grant: undefined, denying: [1] })
    expect(answerTo(policy, subjectOf('ccp-dev'), 'pull', CONTEXT).now).toMatchObject({
      verdict: { outcome: 'allowed' },
      denying: [],
    })
  })

  it('is nothing for a session whose role is allowed under its path', () => {
    const policy = newPolicy([
      {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::252775557553:role/teams/build-ci' },
        Action: 'ecr:*',
      },
    ])
    const session = subjectOf('arn:aws:sts::252775557553:assumed-role/build-ci/i-0abc')
    expect(answerTo(policy, session, 'pull', CONTEXT).now).toMatchObject({
      verdict: { outcome: 'allowed' },
      grant: undefined,
    })
  })

  it('is not in the policy for the owner, whose own IAM policies decide', () => {
    expect(answerTo(undefined, subjectOf('hp-id-prod'), 'pull', CONTEXT).now).toMatchObject({
      verdict: { outcome: 'by-identity' },
      grant: undefined,
    })
  })
})

it('an answer of yes comes with an example caller', () => {
  const policy = newPolicy([{ Effect: 'Allow', Principal: { AWS: '957591566260' }, Action: 'ecr:*' }])
  const sentences = (who: string) => answerTo(policy, subjectOf(who), 'pull', CONTEXT).now.sentences
  expect(sentences('ccp-dev')).toContain(
    'For example, a role of ccp-dev (957591566260), from any address, can pull.',
  )
  expect(sentences('everyone').join(' ')).not.toContain('For example')
})

describe('an answer after a change', () => {
  const grant = (AWS: string, more = {}) => ({
    Effect: 'Allow',
    Principal: { AWS },
    Action: 'ecr:*',
    ...more,
  })
  const from = (...ranges: string[]) =>
    grant('957591566260', { Condition: { IpAddress: { 'aws:SourceIp': ranges } } })
  it.each([
    ['a name of a statement', [grant('957591566260')], [grant('957591566260', { Sid: 'New' })], false],
    ['the order of values', [from('10.0.0.0/8', '8.8.8.8')], [from('8.8.8.8', '10.0.0.0/8')], false],
    ['a range in two halves', [from('10.0.0.0/8')], [from('10.0.0.0/9', '10.128.0.0/9')], false],
    ['another range', [from('10.0.0.0/8')], [from('10.0.0.0/9')], true],
    [
      'another statement that decides',
      [grant('957591566260'), grant('252775557553')],
      [grant('252775557553'), grant('957591566260')],
      true,
    ],
  ])('%s', (_name, before, after, differs) => {
    const change = { document: newPolicy(after) }
    const { changed } = answerTo(newPolicy(before), subjectOf('ccp-dev'), 'pull', CONTEXT, change)
    expect(changed !== undefined).toBe(differs)
  })
})
