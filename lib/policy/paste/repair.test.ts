import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import cases from '@/lib/policy/cases/repair.json'
import { sameMeaning } from '@/lib/policy/compare/meaning'
import { parsePolicy, TEXT_LIMIT } from '@/lib/policy/document'
import type { JsonObject } from '@/lib/policy/json/json'
import { policyText, policyValue, readPolicy } from '@/lib/policy/test-policies'
import { repairPolicy } from './repair'

/** A policy without anything that a repair would remove from text that isn't JSON. */
const policy = policyText(
  policyValue.map((value): JsonObject => {
    const plain = JSON.stringify(value).replaceAll('"Resource"', '"x"').replaceAll('\u202E', '')
    return JSON.parse(plain)
  }),
)

/** What happens to a policy when people and programs pass it on. */
const detour = fc.constantFrom<(text: string) => string>(
  (text) => `\uFEFF${text}`,
  (text) => `"${text}"`,
  (text) => `'${text}'`,
  (text) => JSON.stringify(text),
  (text) => JSON.stringify({ repositoryName: 'cwp/test', policyText: text }, undefined, 4),
  (text) => `\`\`\`json\n${text}\n\`\`\``,
  (text) => `$ aws ecr get-repository-policy --repository-name cwp/test\n${text}`,
)

describe('repairing what was pasted', () => {
  it.each(cases)('$name', ({ pasted, text, steps, problem }) => {
    expect(repairPolicy(pasted)).toEqual(problem === undefined ? { text, steps } : { problem })
  })

  it('leaves a policy as it is, to the character', () => {
    fc.assert(fc.property(policy, (text) => void expect(repairPolicy(text)).toEqual({ text, steps: [] })))
  })

  it('never changes what a policy says', () => {
    fc.assert(
      fc.property(policyText(), (text) => {
        const repair = repairPolicy(text)
        expect(
          'text' in repair && sameMeaning(readPolicy(repair.text), readPolicy(text), '872569379934'),
        ).toBe(true)
      }),
    )
  })

  it('recovers a policy from every detour, and says how', () => {
    fc.assert(
      fc.property(policy, detour, (text, wrap) => {
        const repair = repairPolicy(wrap(text))
        expect('text' in repair && repair.text.trim()).toBe(text.trim())
        expect('steps' in repair && repair.steps.length).toBeGreaterThan(0)
      }),
    )
  })

  it('never throws, changes nothing without saying so, and has nothing left to do', () => {
    const pieces = ['{', '}', '[', ']', '"', '\\"', '“', '”', ',', ':', '\n', ' ', '\u00a0', '\uFEFF', '```']
    const words = [
      '"Statement"',
      '"Effect"',
      '"Resource"',
      '"policyText":',
      '"*"',
      '$ aws ',
      '--policy-text ',
      '1',
    ]
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...pieces, ...words), { maxLength: 20 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(anything, (pasted) => {
        const repair = repairPolicy(pasted)
        if ('problem' in repair) return void expect(repair.problem).toMatch(/\.$/)
        expect(parsePolicy(repair.text).ok).toBe(true)
        if (repair.text !== pasted) expect(repair.steps).not.toEqual([])
        return void expect(repairPolicy(repair.text)).toEqual({ text: repair.text, steps: [] })
      }),
      { numRuns: 5_000 },
    )
  })

  it.each(['[', '{"a":', '"[', '{"Statement":['])('rejects ten thousand levels of %s', (level) => {
    const repair = repairPolicy(level.repeat(10_000))
    expect(repair).toEqual({ problem: expect.stringMatching(/\.$/) })
  })

  it('rejects five megabytes without reading them', () => {
    expect(repairPolicy('"{'.repeat(2_500_000))).toEqual({
      problem: 'This text has 5,000,000 characters. A policy can have at most 10,240.',
    })
  })

  it.each([
    '"',
    '\\"',
    '"\\"',
    '“\\"',
    '{\\"',
    '"{',
    ', ',
    ' ',
    '\n',
    '$ ',
    '> aws ',
    'aws \n',
    '```',
    '\\',
    '}"',
    '\u00a0',
  ])('terminates on a text full of %j', (piece) => {
    for (const text of [
      piece.repeat(TEXT_LIMIT / piece.length - 1),
      `{${' '.repeat(9)}${piece.repeat(9_000)}x`,
    ])
      expect(repairPolicy(text)).toEqual({ problem: expect.stringMatching(/\.$/) })
  })
})
