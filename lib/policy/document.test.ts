import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import cases from './cases/parse.json'
import { POLICY_LIMIT, parsePolicy, parseStatement, TEXT_LIMIT, textToSend } from './document'
import { parseJson } from './json/json'
import { toValue } from './json/json-tree'
import { policyText, readPolicy } from './test-policies'

describe('parsing a policy', () => {
  it.each(cases)('$name', ({ text, statements, problem, at, says }) => {
    const reading = parsePolicy(text)
    if (reading.ok) {
      expect(problem).toBeUndefined()
      expect(reading.document.text).toBe(text)
      expect(reading.document.value).toEqual(JSON.parse(text))
      expect(reading.document.statements).toHaveLength(statements ?? Number.NaN)
      return
    }
    const [first] = reading.problems
    expect([first?.code, [first?.line, first?.column]]).toEqual([problem, at])
    if (says) expect(first?.message).toContain(says)
  })

  it('never throws, whatever is typed', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'{}[]",:\\u0\n 1-etrufalsn') }),
    )
    fc.assert(
      fc.property(anything, (text) => void parsePolicy(text)),
      { numRuns: 3000 },
    )
  })

  it('accepts what JSON.parse accepts, and rejects what it rejects', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        const parsed = parseJson(text)
        if ('node' in parsed) expect(toValue(parsed.node)).toEqual(JSON.parse(text))
        else expect(['duplicate-key', 'forbidden-key']).toContain(parsed.problem.code)
      }),
    )
    const nearJson = fc.string({ unit: fc.constantFrom(...'{}[]",:\\u0\n 1-.e'), maxLength: 8 })
    fc.assert(
      fc.property(nearJson, (text) => {
        const ours = 'node' in parseJson(text)
        if (ours) expect(() => JSON.parse(text)).not.toThrow()
        else if (!/"[^"]*":.*"[^"]*":/s.test(text)) expect(() => JSON.parse(text)).toThrow()
      }),
      { numRuns: 5000 },
    )
  })
})

describe('a text is rejected for its size alone', () => {
  it.each([
    ['5 MB of text', `{"a":"${'x'.repeat(5_000_000)}"}`, 'too-long'],
    ['5 MB of brackets', '['.repeat(5_000_000), 'too-long'],
    [
      '100,000 keys',
      JSON.stringify(Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [i, i]))),
      'too-long',
    ],
    ['10,000 levels of arrays', '['.repeat(10_000), 'too-deep'],
    ['10,000 levels of objects', '{"a":'.repeat(10_000), 'too-deep'],
    ['33 levels', `${'['.repeat(33)}${']'.repeat(33)}`, 'too-deep'],
  ])('%s', (_name, text, code) => {
    for (const reading of [parsePolicy(text), parseStatement(text)])
      expect(reading).toMatchObject({ ok: false, problems: [{ code }] })
  })

  it('a text that is too long is not parsed, so the problem is at its first character', () => {
    const text = `{"a":"${'x'.repeat(5_000_000)}`
    expect(parsePolicy(text)).toMatchObject({
      problems: [{ code: 'too-long', offset: 0, line: 1, column: 1 }],
    })
  })

  it('of thousands of mistakes, the first twenty are reported', () => {
    const reading = parsePolicy(`{"Statement":{"Principal":{"AWS":[${'1,'.repeat(30_000)}1]}}}`)
    expect(reading.ok ? [] : reading.problems).toHaveLength(20)
  })

  it('but 32 levels and as many keys as fit are accepted', () => {
    expect(parseJson(`${'['.repeat(32)}${']'.repeat(32)}`)).toHaveProperty('node')
    const keys = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, i]))
    const text = JSON.stringify(keys)
    expect(text.length).toBeLessThan(TEXT_LIMIT)
    expect(parsePolicy(text)).toMatchObject({ ok: true })
  })
})

describe('an unedited policy', () => {
  it('keeps every character', () => {
    fc.assert(
      fc.property(policyText(), (text) => {
        expect(readPolicy(text).text).toBe(text)
      }),
    )
  })
})

describe('the text to send', () => {
  it('means the same, has no whitespace, and is never longer', () => {
    fc.assert(
      fc.property(policyText(), (text) => {
        const sent = textToSend(readPolicy(text))
        expect(JSON.parse(sent)).toEqual(JSON.parse(text))
        expect(sent).toBe(JSON.stringify(JSON.parse(sent)))
        expect(sent.length).toBeLessThanOrEqual(text.length)
      }),
    )
  })

  it('keeps the order and the spelling of the author', () => {
    const text = '{ "2" : 1.50, "10" : "\\u0041" ,\n "Statement" : [ ] }'
    const reading = parsePolicy(text)
    expect(reading.ok && textToSend(reading.document)).toBe('{"2":1.50,"10":"\\u0041","Statement":[]}')
  })

  it('is what ECR’s limit counts, not the layout', () => {
    const roomy = JSON.stringify({ Statement: [{ Sid: 'x'.repeat(POLICY_LIMIT - 40) }] }, undefined, 10)
    const reading = parsePolicy(roomy)
    expect(roomy.length).toBeGreaterThan(POLICY_LIMIT)
    expect(reading.ok && textToSend(reading.document).length).toBeLessThan(POLICY_LIMIT)
  })
})

describe('parsing one statement', () => {
  it('gives its value, or says why not', () => {
    expect(parseStatement('{"Sid":"a"}')).toEqual({ ok: true, statement: { Sid: 'a' } })
    expect(parseStatement('[]')).toMatchObject({ ok: false, problems: [{ code: 'not-an-object' }] })
    expect(parseStatement('{"__proto__":1}')).toMatchObject({ ok: false })
    expect(parseStatement(`{"a":${'['.repeat(30)}${']'.repeat(30)}}`)).toMatchObject({ ok: false })
  })
})
