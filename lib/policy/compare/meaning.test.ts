import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import equality from '@/lib/policy/cases/equality.json'
import type { PolicyDocument } from '@/lib/policy/document'
import {
  KNOWN,
  policyOf,
  policyText,
  readPolicy,
  respelled,
  rooted,
  statement,
} from '@/lib/policy/test-policies'
import { listAccessChanges } from './access-change'
import { canonicalPolicy, samePolicy } from './equality'
import { sameMeaning } from './meaning'

function readValue(value: object | null): PolicyDocument | undefined {
  return value === null ? undefined : readPolicy(value)
}

const OWNER = '872569379934'

const statements = fc.array(statement, { maxLength: 3 })
const policy = statements.map(policyOf)

describe('two policies', () => {
  it.each(equality)('$name', ({ one, other, lossless, meaning }) => {
    const [left, right] = [readValue(one), readValue(other)]
    expect([samePolicy(left, right), sameMeaning(left, right, OWNER)]).toEqual([lossless, meaning])
    expect([samePolicy(right, left), sameMeaning(right, left, OWNER)]).toEqual([lossless, meaning])
  })

  it('that differ in layout only are the same', () => {
    fc.assert(
      fc.property(policyText(), fc.constantFrom(0, 3, '\t'), (text, indent) => {
        const other = readPolicy(JSON.stringify(JSON.parse(text), undefined, indent))
        expect(canonicalPolicy(other)).toBe(canonicalPolicy(readPolicy(text)))
      }),
    )
  })

  it('mean the same in any order and spelling, and whether an account is its number or its root', () => {
    fc.assert(
      fc.property(statements, (list) => {
        expect(sameMeaning(policyOf(list), policyOf(respelled(list)), OWNER)).toBe(true)
        expect(sameMeaning(policyOf(list), policyOf(rooted(list)), OWNER)).toBe(true)
      }),
    )
  })

  it('that are the same mean the same, and what means the same adds and removes no access', () => {
    fc.assert(
      fc.property(policy, policy, (one, other) => {
        if (samePolicy(one, other)) expect(sameMeaning(one, other, OWNER)).toBe(true)
        for (const owner of [OWNER, '957591566260'])
          if (sameMeaning(one, other, owner))
            expect(listAccessChanges(one, other, { owner, accounts: KNOWN })).toEqual([])
      }),
    )
  })
})
