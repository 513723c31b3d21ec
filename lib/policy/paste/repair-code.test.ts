import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hclValue } from '@/lib/policy/export/hcl'
import cases from '../cases/paste.json'
import { statement } from '../test-policies'
import { readHclBody, readHclValue } from './hcl-reader'
import { repairPolicy } from './repair'
import { repairCode } from './repair-code'
import { readYaml } from './yaml-reader'

describe('a policy that is pasted as code', () => {
  it.each(cases)('$name', ({ text, value, steps }) => {
    const repair = repairPolicy(text)
    expect('text' in repair && JSON.parse(repair.text)).toEqual(value)
    expect(repair).toMatchObject({ steps })
  })

  it('survives the Terraform that the portal writes', () => {
    fc.assert(
      fc.property(statement, (value) => {
        expect(readHclValue(hclValue(value), 0)).toEqual(value)
      }),
    )
  })

  it.each([
    ['a jsonencode without an end', 'jsonencode({ Statement = ['],
    ['a jsonencode of nothing', 'jsonencode()'],
    ['a jsonencode that is far too deep', `jsonencode(${'['.repeat(5000)}`],
    ['blocks that are far too deep', 'statement {\n'.repeat(5000)],
    ['a comment without an end', 'jsonencode({ /* '],
    [
      'YAML that is far too deep',
      `Statement:\n${Array.from({ length: 200 }, (_, i) => `${' '.repeat(i)}- a:`).join('\n')}`,
    ],
    ['a plan of nothing but arrows', `jsonencode({ Statement = ${'1 -> '.repeat(13_000)}`],
    ['YAML of nothing but functions', `Statement: ${'!Ref '.repeat(13_000)}x`],
    ['YAML in which a key appears twice', 'Statement:\n  - Effect: Allow\n    Effect: Deny'],
    ['a jsonencode in which a key appears twice', 'jsonencode({ Statement = [], Statement = [{}] })'],
    ['blocks in which a key appears twice', 'statement {\n  effect = "Allow"\n  effect = "Deny"\n}'],
    ['YAML with an anchor', 'Statement: &x\n  - *x'],
    ['YAML with a block of text', 'Statement: |\n  {}'],
  ])('is rejected if it is %s', (_name, text) => {
    expect(repairPolicy(text)).not.toHaveProperty('text')
  })

  it('never throws, whatever is pasted', () => {
    const parts = fc.constantFrom(
      'jsonencode(',
      'statement',
      'Statement:',
      '{',
      '}',
      '[',
      ']',
      '- ',
      '\n',
      ' ',
      '=',
      '"a"',
      'x',
      '->',
      '#',
      '!Sub ',
      '$',
      '\\',
      '"',
      ':',
      "'",
    )
    fc.assert(
      fc.property(
        fc.array(parts, { maxLength: 40 }).map((list) => list.join('')),
        (text) => {
          repairCode(text)
          readHclBody(text)
          readYaml(text)
        },
      ),
      { numRuns: 3000 },
    )
  })
})
