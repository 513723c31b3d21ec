import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import cases from '@/lib/policy/cases/sentences.json'
import type { Json } from '@/lib/policy/json/json'
import { readStatement } from '@/lib/policy/statement'
import { anyJson, KNOWN, oddStatement } from '@/lib/policy/test-policies'
import { statementSentence } from './sentences'

describe('a statement in one sentence', () => {
  it.each(cases)('$name', ({ statement, sentence }) => {
    // Data of a JSON file.
    expect(statementSentence(readStatement(statement as Json, 0), KNOWN)).toBe(sentence)
  })

  it('exists for every statement, whatever it contains', () => {
    fc.assert(
      fc.property(fc.oneof(anyJson(), oddStatement), (value) => {
        const sentence = statementSentence(readStatement(value, 0), KNOWN)
        expect(sentence).toMatch(/\.$/)
        expect(sentence).not.toMatch(/undefined|\[object/)
      }),
    )
  })
})
