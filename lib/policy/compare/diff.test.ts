import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import cases from '@/lib/policy/cases/diff.json'
import type { PolicyDocument } from '@/lib/policy/document'
import type { Json } from '@/lib/policy/json/json'
import { policyOf, policyText, readPolicy, respelled, statement } from '@/lib/policy/test-policies'
import { diffPolicies, isEmptyDiff, type PolicyDiff } from './diff'
import { canonicalStatement, samePolicy } from './equality'

function readValue(value: object | null): PolicyDocument | undefined {
  return value === null ? undefined : readPolicy(value)
}

function shown(diff: PolicyDiff): string[] {
  return diff.flatMap((part) => {
    if (part.kind === 'unchanged') return [`unchanged ${part.count}`]
    if (part.kind === 'added') return [part.kind, ...part.lines.map((line) => `+${line}`)]
    if (part.kind === 'removed') return [part.kind, ...part.lines.map((line) => `-${line}`)]
    return [part.kind, ...part.lines.map(({ sign, text }) => sign + text)]
  })
}

const oneOfFew = fc.constantFrom<Json>(
  { Sid: 'a', Action: ['ecr:PutImage'] },
  { Action: 'ecr:PutImage', Sid: 'a' },
  { Sid: 'a', Action: [] },
  { Sid: 'a', Resource: ['*'] },
  { Sid: 'a', Resource: '*' },
  'a',
)

/** Policies, many of which are the same in another spelling or order. */
const closePolicy = fc
  .record({ Id: fc.constantFrom('x', 'y'), Statement: fc.array(oneOfFew, { maxLength: 2 }) })
  .map(readValue)

function sorted(document: PolicyDocument | undefined): PolicyDocument | undefined {
  const statements = document?.statements.map((statement) => JSON.parse(canonicalStatement(statement)))
  return readValue({
    ...document?.value,
    Statement: statements?.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) ?? [],
  })
}

const maybePolicy = fc.option(policyText().map(readPolicy), { nil: undefined })

describe('the difference between two policies', () => {
  it.each(cases)('$name', ({ before, after, shown: expected }) => {
    expect(shown(diffPolicies(readValue(before), readValue(after)))).toEqual(expected)
  })

  it('is empty only for the same statements, in any order, with the same elements around them', () => {
    fc.assert(
      fc.property(closePolicy, closePolicy, (before, after) => {
        expect(isEmptyDiff(diffPolicies(before, after))).toBe(samePolicy(sorted(before), sorted(after)))
      }),
      { numRuns: 500 },
    )
  })

  it('is empty for what ECR returns in another order and spelling', () => {
    // ECR keeps the order of a condition's values.
    const plain = statement.map(({ Condition: _, ...rest }) => rest)
    fc.assert(
      fc.property(fc.array(plain, { maxLength: 4 }), (list) => {
        expect(isEmptyDiff(diffPolicies(policyOf(list), policyOf(respelled(list))))).toBe(true)
      }),
    )
  })

  it('accounts for every statement of both, and every changed one shows a changed line', () => {
    fc.assert(
      fc.property(maybePolicy, maybePolicy, (before, after) => {
        const diff = diffPolicies(before, after)
        const count = (...kinds: string[]) =>
          diff
            .filter(({ kind }) => kinds.includes(kind))
            .reduce((sum, part) => sum + (part.kind === 'unchanged' ? part.count : 1), 0)
        expect(count('unchanged', 'changed', 'added')).toBe(after?.statements.length ?? 0)
        expect(count('unchanged', 'changed', 'removed')).toBe(before?.statements.length ?? 0)
        for (const part of diff)
          if (part.kind === 'changed') expect(part.lines.some(({ sign }) => sign !== ' ')).toBe(true)
      }),
    )
  })

  it('gives up comparing line by line if nothing is alike', () => {
    const list = (from: number) =>
      readPolicy({ Statement: [{ Sid: 'a', x: Array.from({ length: 8_000 }, (_, i) => from + i) }] })
    const [part] = diffPolicies(list(10_000), list(50_000))
    const signs = part?.kind === 'changed' ? part.lines.map(({ sign }) => sign).join('') : ''
    expect(signs).toMatch(/^-{8000,}\+{8000,}$/)
  })
})
