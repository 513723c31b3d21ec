import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import accessAnalyzer from '@/lib/policy/cases/access-analyzer.json'
import ecrRules from '@/lib/policy/cases/ecr-rules.json'
import cases from '@/lib/policy/cases/lint.json'
import readings from '@/lib/policy/cases/parse.json'
import { type PolicyDocument, parsePolicy, statementNodes } from '@/lib/policy/document'
import { anyPolicy, KNOWN, readPolicy, statement } from '@/lib/policy/test-policies'
import { FINDING_CODES } from './codes'
import type { Finding, LintContext } from './finding'
import { applyFix, lintPolicy } from './lint'

const CONTEXT: LintContext = { owner: '872569379934', accounts: KNOWN }
const RANK = { error: 0, security: 1, warning: 2, suggestion: 3 } as const

type Case = (typeof cases)[number]

function findingsOf({ policy, region, ofRegistry }: Case, document = readPolicy(policy)): Finding[] {
  return lintPolicy(document, {
    ...CONTEXT,
    ...(region && { region }),
    ...(ofRegistry && { policyOf: 'registry' }),
  })
}

function fixedBy(document: PolicyDocument, findings: readonly Finding[]): unknown {
  const fix = findings.find((finding) => finding.fix)?.fix
  const edit = fix && applyFix(document, fix)
  return edit?.kind === 'document' ? edit.document.value : edit
}

describe('lint says', () => {
  it.each(cases)('$name', (one) => {
    const document = readPolicy(one.policy)
    const findings = findingsOf(one, document)
    expect(findings.map(({ code }) => code)).toEqual(one.finds)
    if (one.says) expect(findings.map(({ message }) => message).join(' ')).toContain(one.says)
    if (one.fixed) expect(fixedBy(document, findings)).toEqual(one.fixed)
  })
})

describe('complete', () => {
  const found = cases.flatMap((one) => findingsOf(one))
  const said = (code: string) => {
    const findings = found.filter((finding) => finding.code === code)
    return {
      severities: [...new Set(findings.map(({ severity }) => severity))].sort(),
      fix: findings.some(({ fix }) => fix),
    }
  }

  it('covers the 86 checks of Access Analyzer that can apply to a repository policy', () => {
    expect(accessAnalyzer).toHaveLength(86)
  })

  it.each(accessAnalyzer)('$name has a case, its severity here, and a fix if possible', (check) => {
    if (check.reading) expect(readings.map(({ problem }) => problem)).toContain(check.reading)
    else expect(said(check.as ?? check.name)).toEqual({ severities: check.severities, fix: check.fix })
  })

  it.each(ecrRules)('$name has a case, its severity, and a fix if possible', (rule) => {
    expect(said(rule.code)).toEqual({ severities: rule.severities, fix: rule.fix })
  })

  it('has no other checks and rules than those listed', () => {
    const listed = [...accessAnalyzer.map(({ name }) => name), ...ecrRules.map(({ code }) => code)]
    expect(FINDING_CODES.filter((code) => !listed.includes(code))).toEqual([])
  })
})

describe('lint', () => {
  it('handles every policy, with the most severe findings first', () => {
    fc.assert(
      fc.property(anyPolicy, (document) => {
        const findings = lintPolicy(document, CONTEXT)
        const ranks = findings.map(({ severity }) => RANK[severity])
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
        for (const { message, statement: index, fix } of findings) {
          if (fix) applyFix(document, fix)
          expect(message).not.toMatch(/undefined|\[object/)
          if (index !== undefined) expect(index).toBeLessThan(document.statements.length)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('finds no error in what ECR accepts', () => {
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 4 }), (list) => {
        const findings = lintPolicy(readPolicy({ Version: '2012-10-17', Statement: list }), CONTEXT)
        expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
      }),
    )
  })

  it('has one fix for a whole list, not a copy of the list for each entry', () => {
    const document = readPolicy({ Statement: [{ Action: Array(2_000).fill('*') }] })
    const fixes = lintPolicy(document, CONTEXT).flatMap(({ code, fix }) =>
      code === 'REDUNDANT_ACTION' ? fix : [],
    )
    expect([fixes.length, new Set(fixes).size]).toEqual([1_999, 1])
  })

  it('only checks the size of a policy that is too long', () => {
    const document = readPolicy({ Statement: [{ Action: Array(4_000).fill(' *') }] })
    expect(lintPolicy(document, CONTEXT).map(({ code }) => code)).toEqual([
      'POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA',
      'MISSING_VERSION',
    ])
  })
})

describe('a fix', () => {
  const offers = cases.flatMap((one) => findingsOf(one).map((finding) => ({ one, finding })))
  const fixes = offers.flatMap(({ one, finding }) =>
    finding.fix ? [{ name: `${one.name}: ${finding.fix.title}`, one, finding, fix: finding.fix }] : [],
  )

  it.each(fixes)('resolves its finding and causes no error: $name', ({ one, finding, fix }) => {
    const edit = applyFix(readPolicy(one.policy), fix)
    if (edit.kind !== 'document') return
    const same = (other: Finding) => other.code === finding.code && other.message === finding.message
    const before = findingsOf(one)
    const after = findingsOf(one, edit.document)
    expect(after.filter(same).length).toBeLessThan(before.filter(same).length)
    const errors = (list: readonly Finding[]) => list.filter(({ severity }) => severity === 'error').length
    expect(errors(after)).toBeLessThanOrEqual(errors(before))
  })

  it.each(fixes)('leaves the text of every other statement: $name', ({ one, fix }) => {
    const document = readPolicy(one.policy)
    const edit = applyFix(document, fix)
    if (edit.kind !== 'document') return
    const touched = 'statement' in fix ? fix.statement : -1
    const after = textsOf(edit.document)
    expect(textsOf(document).filter((text, index) => index !== touched && !after.includes(text))).toEqual([])
  })
})

function textsOf({ text, root }: PolicyDocument): string[] {
  return statementNodes(root).map(({ start, end }) => text.slice(start, end))
}

describe('no text makes lint or the parser throw', () => {
  it('whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
        const reading = parsePolicy(text)
        if (reading.ok) lintPolicy(reading.document, CONTEXT)
        else expect(reading.problems.length).toBeGreaterThan(0)
      }),
      { numRuns: 1_000 },
    )
  })
})
