import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { whoCan } from './ask/who-can'
import { accessChanges } from './compare/access-change'
import { diffPolicies, isEmptyDiff } from './compare/diff'
import { sameMeaning } from './compare/meaning'
import { newRisks } from './compare/risks'
import { evaluate } from './evaluate/evaluate'
import { toForm } from './form/form'
import { CAPABILITY_ACTIONS } from './presets'
import { readAwsPrincipal } from './principals'
import { readStatements } from './statement'
import { anyPolicy, KNOWN } from './test-policies'
import { statementSentence } from './words/sentences'
import { verdictSentences } from './words/verdict-words'

const CONTEXT = { owner: '872569379934', accounts: KNOWN }
const NONSENSE = /undefined|\[object|NaN/

describe('a policy that makes no sense', () => {
  it('is parsed, described and evaluated without an exception', () => {
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        const statements = readStatements(policy.statements)
        for (const statement of statements) expect(statementSentence(statement, KNOWN)).toMatch(/\.$/)
        for (const value of policy.statements) {
          const reading = toForm(value)
          expect(reading.ok || reading.reasons.length > 0).toBe(true)
        }
        for (const who of ['872569379934', '957591566260', '*']) {
          const subject = readAwsPrincipal(who)
          const verdict = evaluate(policy, subject, CAPABILITY_ACTIONS.push, CONTEXT)
          expect(verdictSentences(verdict, subject, statements, KNOWN).join(' ')).toMatch(/\.$/)
        }
        for (const { title } of whoCan(policy, CONTEXT)) expect(title).not.toMatch(NONSENSE)
      }),
      { numRuns: 300 },
    )
  })

  it('is compared with another without an exception', () => {
    fc.assert(
      fc.property(anyPolicy, anyPolicy, (before, after) => {
        expect(isEmptyDiff(diffPolicies(before, before))).toBe(true)
        expect(isEmptyDiff(diffPolicies(before, after))).toBe(isEmptyDiff(diffPolicies(after, before)))
        expect(sameMeaning(before, before, CONTEXT.owner)).toBe(true)
        expect(newRisks(before, before, { ...CONTEXT, organizationIds: [] })).toEqual([])
        expect(accessChanges(before, after, CONTEXT).summary).not.toMatch(NONSENSE)
      }),
      { numRuns: 200 },
    )
  })
})
