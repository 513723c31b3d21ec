import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePolicy } from '@/lib/policy/document'
import { lintPolicy } from '@/lib/policy/lint/lint'
import { KNOWN, policyText } from '@/lib/policy/test-policies'
import { findingDiagnostics, problemDiagnostics } from './diagnostics'

const CONTEXT = { owner: '872569379934', accounts: KNOWN }

function marksOf(text: string) {
  const reading = parsePolicy(text)
  return reading.ok
    ? findingDiagnostics(reading.document, lintPolicy(reading.document, CONTEXT))
    : problemDiagnostics(text, reading.problems)
}

/** What is marked in the text, with line breaks as in an editor. */
function marked(text: string): string[] {
  const lines = text.replaceAll('\r\n', '\n')
  return marksOf(text).map(({ from, to }) => lines.slice(from, to))
}

describe('a mark is', () => {
  it('at the character where parsing stopped', () => {
    expect(marked('{\n  "Version": 2012-10-17\n}')).toEqual(['2'])
  })

  it('on the last character if the text ends too early', () => {
    expect(marked('{\n  "Version": ')).toEqual([' '])
  })

  it('on the value that a finding is about', () => {
    const statement = '{"Effect":"Permit","Principal":"*","Action":"ecr:BatchGetImage"}'
    expect(marked(`{"Version":"2012-10-17","Statement":[${statement}]}`)).toContain('"Permit"')
  })

  it('on the first line of several', () => {
    const statement = '{\n"Effect":"Allow","Action":"ecr:BatchGetImage"\n}'
    expect(marked(`{"Version":"2012-10-17","Statement":[${statement}]}`)).toContain('{')
  })

  it('at the same place with any line breaks', () => {
    const text = '{\n"Version":"2012-10-17",\n"Statement":[{\n"Effect":"Permit"}]}'
    expect(marked(text.replaceAll('\n', '\r\n'))).toEqual(marked(text))
  })

  it('inside every text, however it is cut', () => {
    fc.assert(
      fc.property(policyText(), fc.nat(2000), fc.boolean(), (policy, cut, windows) => {
        const text = (windows ? policy.replaceAll('\n', '\r\n') : policy).slice(0, cut)
        for (const { from, to } of marksOf(text)) {
          expect(from).toBeGreaterThanOrEqual(0)
          expect(to).toBeGreaterThanOrEqual(from)
          expect(to).toBeLessThanOrEqual(text.replaceAll('\r\n', '\n').length)
        }
      }),
    )
  })
})
