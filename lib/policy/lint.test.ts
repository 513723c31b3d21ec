import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import cases from './cases/lint.json'
import { type PolicyDocument, parsePolicy } from './document'
import { applyFix, lintPolicy } from './lint'
import { FINDING_CODES } from './lint/codes'
import type { Finding, LintContext } from './lint/finding'
import { anyJson, KNOWN, policyText, statement } from './test-policies'

const CONTEXT: LintContext = { owner: '872569379934', accounts: KNOWN }
const RANK = { error: 0, security: 1, warning: 2, suggestion: 3 } as const

function policyOf(value: unknown): PolicyDocument {
  const reading = parsePolicy(JSON.stringify(value))
  if (!reading.ok) throw new Error(reading.problems[0]?.message)
  return reading.document
}

function fixedBy(document: PolicyDocument, findings: readonly Finding[]): unknown {
  const fix = findings.find((finding) => finding.fix)?.fix
  const edit = fix && applyFix(document, fix)
  return edit?.kind === 'document' ? edit.document.value : edit
}

describe('lint says', () => {
  it.each(cases)('$name', ({ policy, finds, fixed, says, region }) => {
    const document = policyOf(policy)
    const findings = lintPolicy(document, { ...CONTEXT, ...(region && { region }) })
    expect(findings.map(({ code }) => code)).toEqual(finds)
    if (says) expect(findings.map(({ message }) => message).join(' ')).toContain(says)
    if (fixed) expect(fixedBy(document, findings)).toEqual(fixed)
  })

  it('every code in at least one case', () => {
    const seen = new Set(cases.flatMap(({ finds }) => finds))
    expect(FINDING_CODES.filter((code) => !seen.has(code))).toEqual([])
  })
})

describe('lint', () => {
  const anyPolicy = fc.oneof(
    policyText().map((text) => policyOf(JSON.parse(text))),
    fc
      .dictionary(fc.constantFrom('Version', 'Id', 'Statement', 'x'), anyJson())
      .filter((value) => parsePolicy(JSON.stringify(value)).ok)
      .map(policyOf),
  )

  it('answers for every policy, the gravest first, at a place in it', () => {
    fc.assert(
      fc.property(anyPolicy, (document) => {
        const findings = lintPolicy(document, CONTEXT)
        const ranks = findings.map(({ severity }) => RANK[severity])
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
        for (const { message, statement: index } of findings) {
          expect(message).not.toMatch(/undefined|\[object/)
          if (index !== undefined) expect(index).toBeLessThan(document.statements.length)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('finds no error in what ECR takes', () => {
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 4 }), (list) => {
        const findings = lintPolicy(policyOf({ Version: '2012-10-17', Statement: list }), CONTEXT)
        expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
      }),
    )
  })

  it('offers fixes that settle the finding', () => {
    fc.assert(
      fc.property(fc.constantFrom(...cases.filter((one) => one.fixed)), ({ policy }) => {
        const document = policyOf(policy)
        const [finding] = lintPolicy(document, CONTEXT).filter(({ fix }) => fix)
        const edit = finding?.fix && applyFix(document, finding.fix)
        if (!finding || edit?.kind !== 'document') return
        const left = lintPolicy(edit.document, CONTEXT)
        const same = (other: Finding) => other.code === finding.code && other.message === finding.message
        expect(left.filter(same).length).toBeLessThan(lintPolicy(document, CONTEXT).filter(same).length)
      }),
    )
  })
})
