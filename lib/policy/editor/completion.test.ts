import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import cases from '@/lib/policy/cases/completion.json'
import { KNOWN } from '@/lib/policy/test-policies'
import { completionAt } from './completion'

describe('where the cursor is, the editor offers', () => {
  it.each(cases)('$name', ({ text, options, more }) => {
    const offset = text.indexOf('|')
    const completion = completionAt(text.replace('|', ''), offset, KNOWN)
    const texts = completion?.options.map((option) => option.text) ?? []
    if (more) expect(texts.slice(0, options.length)).toEqual(options)
    else expect(texts).toEqual(options)
  })

  it('nothing that would overwrite more than was typed, anywhere in any text', () => {
    const anything = fc.string({ unit: fc.constantFrom(...'{}[]":,\\\n ecr') })
    fc.assert(
      fc.property(anything, fc.nat({ max: 40 }), (text, offset) => {
        const completion = completionAt(text, Math.min(offset, text.length), KNOWN)
        if (!completion) return
        expect(completion.from).toBeLessThanOrEqual(offset)
        expect(completion.to).toBeGreaterThanOrEqual(Math.min(offset, text.length))
        expect(text.slice(completion.from, completion.to)).not.toContain('\n')
      }),
      { numRuns: 3000 },
    )
  })
})
