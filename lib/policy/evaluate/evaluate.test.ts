import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { REPOSITORY_ACTIONS } from '@/lib/policy/actions'
import cases from '@/lib/policy/cases/evaluate.json'
import verdicts from '@/lib/policy/cases/verdicts.json'
import type { PolicyDocument } from '@/lib/policy/document'
import { addStatement } from '@/lib/policy/edit/edit'
import { CAPABILITY_ACTIONS, type Capability } from '@/lib/policy/presets'
import { isServiceName, type Principal, readAwsPrincipal, readPrincipals } from '@/lib/policy/principals'
import { readStatements } from '@/lib/policy/statement'
import {
  account,
  KNOWN,
  policyOf,
  readPolicy,
  respelled,
  rooted,
  statement,
} from '@/lib/policy/test-policies'
import { residualListWords, verdictCell, verdictSentences } from '@/lib/policy/words/verdict-words'
import { type ActionVerdict, evaluate, type Verdict } from './evaluate'
import { type Fact, type Facts, factsOf, valueFact } from './facts'

const OWNER = '872569379934'

function subjectOf(text: string): Principal {
  const [subject] = isServiceName(text) ? readPrincipals({ Service: text }) : [readAwsPrincipal(text)]
  if (!subject || subject.kind === 'malformed') throw new Error(`${text} is nobody`)
  return subject
}

function actionsOf(can: string): readonly string[] {
  return can === 'pull' || can === 'push' ? CAPABILITY_ACTIONS[can satisfies Capability] : [can]
}

describe('on the repository’s side', () => {
  it.each(cases)('$name', (one) => {
    const version = 'version' in one ? one.version : '2012-10-17'
    const document = readPolicy({ ...(version && { Version: version }), Statement: one.statements })
    const verdict = evaluate(document, subjectOf(one.subject), actionsOf(one.can), { owner: OWNER })
    expect(verdict.outcome).toBe(one.outcome)
    if (one.missing) expect(verdict.missing).toEqual(one.missing)
    if (one.decidedBy) expect(verdict.statements).toEqual(one.decidedBy)
    if (one.needsIdentity !== undefined) expect(verdict.needsIdentityPolicy).toBe(one.needsIdentity)
    if (one.when) expect(residualListWords(verdict, KNOWN)).toBe(one.when)
  })

  it('a repository without a policy grants nothing to others', () => {
    expect(
      evaluate(undefined, subjectOf('957591566260'), ['ecr:BatchGetImage'], { owner: OWNER }).outcome,
    ).toBe('not-granted')
    expect(evaluate(undefined, subjectOf(OWNER), ['ecr:BatchGetImage'], { owner: OWNER }).outcome).toBe(
      'by-identity',
    )
  })

  it('another account always needs its own IAM policy, a listed role of the owner does not', () => {
    const document = policyOf([{ Effect: 'Allow', Principal: '*', Action: '*' }])
    const needs = (text: string) =>
      evaluate(document, subjectOf(text), ['ecr:PutImage'], { owner: OWNER }).needsIdentityPolicy
    expect(needs('957591566260')).toBe(true)
    expect(needs(`arn:aws:iam::${OWNER}:role/x`)).toBe(false)
    expect(needs('lambda.amazonaws.com')).toBe(false)
  })
})

describe('a verdict in words', () => {
  it.each(verdicts)('$name', (one) => {
    const document = readPolicy({ Version: '2012-10-17', Statement: one.statements })
    const subject = subjectOf(one.subject)
    const verdict = evaluate(document, subject, actionsOf(one.can), { owner: OWNER })
    expect(verdictCell(verdict, KNOWN).text).toBe(one.cell)
    expect(verdictSentences(verdict, subject, readStatements(document.statements), KNOWN)).toEqual(
      one.sentences,
    )
  })
})

const RANK = {
  denied: 0,
  'not-granted': 1,
  undecided: 2,
  conditional: 2,
  'by-identity': 3,
  allowed: 4,
} as const

const subject = fc
  .oneof(
    account,
    account.map((id) => `arn:aws:iam::${id}:role/build-ci`),
    account.map((id) => `arn:aws:sts::${id}:assumed-role/build-ci/session`),
    account.map((id) => `arn:aws:iam::${id}:user/teams/deploy`),
    fc.constantFrom('*', 'lambda.amazonaws.com'),
  )
  .map(subjectOf)
const statements = fc.array(statement, { maxLength: 4 })

function outcomes(document: PolicyDocument, who: Principal, facts?: Facts): ActionVerdict['outcome'][] {
  return evaluate(document, who, REPOSITORY_ACTIONS, { owner: OWNER, ...(facts && { facts }) }).actions.map(
    ({ outcome }) => outcome,
  )
}

function ranks(document: PolicyDocument, who: Principal): number[] {
  return outcomes(document, who).map((outcome) => RANK[outcome])
}

describe('laws', () => {
  it('adding a Deny never widens access', () => {
    fc.assert(
      fc.property(statements, statement, subject, (list, added, who) => {
        const before = ranks(policyOf(list), who)
        const after = ranks(addStatement(policyOf(list), { ...added, Effect: 'Deny' }), who)
        // “Denied” and “not granted” are both no.
        expect(after.every((rank, index) => rank <= Math.max(before[index] ?? 0, 1))).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('adding an Allow never narrows access', () => {
    fc.assert(
      fc.property(statements, statement, subject, (list, added, who) => {
        const before = ranks(policyOf(list), who)
        const after = ranks(addStatement(policyOf(list), { ...added, Effect: 'Allow' }), who)
        expect(after.every((rank, index) => rank >= (before[index] ?? 0))).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('neither the order nor the spelling of a policy matters', () => {
    fc.assert(
      fc.property(statements, subject, (list, who) => {
        expect(outcomes(policyOf(respelled(list)), who)).toEqual(outcomes(policyOf(list), who))
      }),
    )
  })

  it('12 digits and the account root are interchangeable', () => {
    fc.assert(
      fc.property(statements, subject, (list, who) => {
        expect(outcomes(policyOf(rooted(list)), who)).toEqual(outcomes(policyOf(list), who))
      }),
    )
  })

  it('a grant to the account of a role never gives less than one to the role', () => {
    fc.assert(
      fc.property(statements, account, subject, (list, id, who) => {
        fc.pre(id !== OWNER)
        const grant = (AWS: string) =>
          policyOf([...list, { Effect: 'Allow', Principal: { AWS }, Action: 'ecr:*' }])
        const [role, whole] = [ranks(grant(`arn:aws:iam::${id}:role/build-ci`), who), ranks(grant(id), who)]
        expect(whole.every((rank, index) => rank >= (role[index] ?? 0))).toBe(true)
      }),
    )
  })

  it('a certain answer holds for all unknown facts, and with all facts every answer is certain', () => {
    const known = fc.tuple(
      fc.constantFrom('o-1', 'o-2', undefined),
      fc.constantFrom('203.0.113.9', '198.51.100.7', '192.0.2.1', undefined),
      fc.constantFrom(
        'arn:aws:lambda:us-west-2:252775557553:function:x',
        'arn:aws:lambda:us-west-2:1:function:y',
        undefined,
      ),
      account,
    )
    fc.assert(
      fc.property(statements, subject, known, (list, who, [organisation, address, source, from]) => {
        const fact = (value: string | undefined): Fact =>
          value === undefined ? { kind: 'absent' } : valueFact(value)
        const certain = factsOf(who, OWNER)
        const possible: [string, Fact][] = [
          ['aws:principalorgid', fact(organisation)],
          ['aws:sourceip', fact(address)],
          ['aws:sourcearn', fact(source)],
          ['aws:principalaccount', valueFact(from)],
        ]
        const facts = new Map(possible.filter(([key]) => !certain.has(key)))
        const document = policyOf(list)
        const [open, complete] = [outcomes(document, who), outcomes(document, who, facts)]
        for (const [index, outcome] of open.entries()) {
          if (outcome !== 'conditional') expect(answer(complete[index])).toBe(answer(outcome))
          // For an account it is still open which user or role calls; for a role, which session.
          if (!['account', 'role'].includes(who.kind)) expect(complete[index]).not.toBe('conditional')
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('a verdict has a statement for every yes and denial, and what is missing for every no', () => {
    fc.assert(
      fc.property(
        statements,
        subject,
        fc.subarray([...REPOSITORY_ACTIONS], { minLength: 1 }),
        (list, who, actions) => {
          const verdict: Verdict = evaluate(policyOf(list), who, actions, { owner: OWNER })
          if (['allowed', 'denied', 'conditional'].includes(verdict.outcome))
            expect(verdict.statements.length).toBeGreaterThan(0)
          if (['partly', 'denied', 'not-granted'].includes(verdict.outcome))
            expect(verdict.missing.length).toBeGreaterThan(0)
          else expect(verdict.missing).toEqual([])
        },
      ),
    )
  })
})

/** Denied and not granted are both no; where the owner’s IAM decides, a grant may make it unnecessary. */
function answer(outcome: ActionVerdict['outcome'] | undefined): string | undefined {
  return outcome === 'denied' || outcome === 'not-granted'
    ? 'no'
    : outcome === 'by-identity'
      ? 'allowed'
      : outcome
}
