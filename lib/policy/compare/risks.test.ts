import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import cases from '@/lib/policy/cases/risks.json'
import type { Json } from '@/lib/policy/json/json'
import { KNOWN, maybePolicyOf, policyOf, statement } from '@/lib/policy/test-policies'
import { newRisks } from './risks'

const CONTEXT = {
  owner: '872569379934',
  accounts: KNOWN,
  organizationIds: ['o-ourcompany1'],
}

describe('what no engineer may save alone', () => {
  it.each(cases)('$name', ({ before, after, risks }) => {
    const said = newRisks(maybePolicyOf(before), maybePolicyOf(after), CONTEXT).map(
      ({ sentence }) => sentence,
    )
    expect(said).toHaveLength(risks.length)
    for (const [index, words] of risks.entries()) expect(said[index]).toContain(words)
  })

  it('is never in a change that changes nothing', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 4 }).map(policyOf), (policy) => {
        expect(newRisks(policy, policy, CONTEXT)).toEqual([])
      }),
    )
  })

  it('is found in every way of giving everyone everything', () => {
    const ways = fc.constantFrom<Json>('*', { AWS: '*' }, { AWS: ['*', '120744138334'] }, { '*': '*' })
    const actions = fc.constantFrom<Json>('*', 'ecr:*', ['ecr:Set*', 'ecr:Batch*'])
    fc.assert(
      fc.property(ways, actions, fc.array(statement, { maxLength: 2 }), (Principal, Action, others) => {
        const open = others.filter(({ Effect }) => Effect === 'Allow')
        const policy = policyOf([...open, { Effect: 'Allow', Principal, Action }])
        expect(newRisks(undefined, policy, CONTEXT).map(({ kind }) => kind)).toContain('everyone')
      }),
    )
  })
})
