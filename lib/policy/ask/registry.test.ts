import { expect, it } from 'vitest'
import { accessChanges } from '@/lib/policy/compare/access-change'
import { newRisks } from '@/lib/policy/compare/risks'
import type { Json } from '@/lib/policy/json/json'
import { type Principal, readAwsPrincipal } from '@/lib/policy/principals'
import { type RegistrySide, registryHere } from '@/lib/policy/registry-side'
import { KNOWN, policyOf } from '@/lib/policy/test-policies'
import { answerTo } from './answer'
import { type PolicyContext, whoCan } from './who-can'

const OWNER = '872569379934'
const ARN = `arn:aws:ecr:us-west-2:${OWNER}:repository/cwp/fluentd`
const CCP: Principal = readAwsPrincipal('957591566260')
const PULL = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']
const GRANT = { Effect: 'Allow', Principal: { AWS: '957591566260' }, Action: PULL }
const DENY = { ...GRANT, Effect: 'Deny' }
const OTHER = { ...GRANT, Principal: { AWS: '252775557553' } }

function context(side: RegistrySide): PolicyContext {
  return { owner: OWNER, accounts: KNOWN, registry: registryHere(side, ARN) }
}

function beside(...statements: { [key: string]: Json }[]): PolicyContext {
  const document = policyOf(statements.map((statement) => ({ ...statement, Resource: '*' })))
  return context({ state: 'known', scope: 'V2', document })
}

const UNKNOWN = context({ state: 'unknown', reason: 'The portal may not read it.' })

it.each<[string, { [key: string]: Json }[], PolicyContext, string, string]>([
  [
    'grants what the repository doesn’t',
    [],
    beside(OTHER, GRANT),
    'yes',
    'Yes: statement 2 of the registry’s policy allows it.',
  ],
  [
    'denies what the repository grants',
    [GRANT],
    beside(DENY),
    'no, denied',
    'No: statement 1 of the registry’s policy denies it, and a Deny always overrides an Allow.',
  ],
  [
    'is denied by the repository',
    [DENY],
    beside(GRANT),
    'no, denied',
    'No: statement 1 denies it, and a Deny always overrides an Allow.',
  ],
  [
    'grants the same',
    [GRANT],
    beside(GRANT),
    'yes',
    'Yes: statement 1 and statement 1 of the registry’s policy allow it.',
  ],
  ['says nothing of it', [], beside(OTHER), 'no', 'No: no statement grants it.'],
])('what a registry’s policy %s', (_name, statements, beside, cell, sentence) => {
  const document = policyOf(statements)
  const row = whoCan(document, beside).find(({ title }) => title === 'ccp-dev')
  const decides = /: (statement.*?) (allows?|deny|denies) it/.exec(sentence)?.[1]
  if (row) expect(row.pull).toMatchObject({ text: cell, by: decides && `by ${decides}` })
  expect(answerTo(document, CCP, 'pull', beside).now.sentences[0]).toBe(sentence)
})

it('has a row for everyone let in by the registry’s policy only', () => {
  const rows = whoCan(undefined, beside(GRANT))
  expect(rows.map(({ title, pull }) => [title, pull.text])).toEqual([
    ['hp-id-prod', 'depends on IAM'],
    ['ccp-dev', 'yes'],
    ['everyone else', 'no'],
  ])
})

it('that isn’t known is mentioned if it could make a difference', () => {
  const rows = whoCan(policyOf([GRANT, { ...OTHER, Effect: 'Deny' }]), UNKNOWN)
  expect(rows.map(({ title, pull }) => [title, pull.text])).toEqual([
    ['hp-id-prod', 'depends on IAM (registry’s policy not known)'],
    ['ccp-dev', 'yes (registry’s policy not known)'],
    ['hp-id-dev', 'no, denied'],
    ['everyone else', 'no (registry’s policy not known)'],
  ])
  expect(answerTo(undefined, CCP, 'pull', UNKNOWN).now.sentences).toContain(
    'The registry’s own policy isn’t known here; it may allow or deny this, too.',
  )
})

it('makes a grant that it gives already no change, and none that needs a second person', () => {
  const stranger = { ...GRANT, Principal: { AWS: '111122223333' } }
  const [before, after] = [undefined, policyOf([stranger])]
  const guard = { owner: OWNER, accounts: KNOWN, organizationIds: [] }
  expect(accessChanges(before, after, beside(stranger)).summary).toBe('Doesn’t change who can do what.')
  expect(newRisks(before, after, { ...guard, registry: beside(stranger).registry })).toEqual([])
  expect(newRisks(before, after, { ...guard, registry: UNKNOWN.registry })).toHaveLength(1)
})

it('that isn’t known may allow what a Deny kept out, so removing the Deny is for operations', () => {
  const guard = { accounts: KNOWN, organizationIds: [] }
  const kept = policyOf([OTHER, DENY])
  const opened = policyOf([OTHER])
  const risksOf = (before: typeof kept, after: typeof kept, side: PolicyContext) =>
    newRisks(before, after, { owner: OWNER, registry: side.registry, ...guard }).map(({ kind }) => kind)
  expect(risksOf(kept, opened, UNKNOWN)).toEqual(['undecided'])
  expect(risksOf(opened, kept, UNKNOWN)).toEqual([])
  expect(risksOf(kept, opened, beside())).toEqual([])
  expect(risksOf(kept, opened, beside(GRANT))).toEqual(['inactive-account'])
})
