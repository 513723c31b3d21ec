import { expect, it } from 'vitest'
import { evaluate } from '@/lib/policy/evaluate/evaluate'
import { CAPABILITY_ACTIONS } from '@/lib/policy/presets'
import { readAwsPrincipal } from '@/lib/policy/principals'
import { policyOf } from '@/lib/policy/test-policies'
import { answerKey, outcomeKey } from './verdict-key'

const GRANT = { Effect: 'Allow', Principal: { AWS: '957591566260' }, Action: 'ecr:*' }
const OTHER = { ...GRANT, Principal: { AWS: '252775557553' } }
const FROM = (address: string) => ({ ...GRANT, Condition: { IpAddress: { 'aws:SourceIp': address } } })

function pull(...statements: Parameters<typeof policyOf>[0][number][]) {
  const caller = readAwsPrincipal('957591566260')
  return evaluate(policyOf(statements), caller, CAPABILITY_ACTIONS.pull, { owner: '872569379934' })
}

it('a name of a statement changes neither outcome nor answer', () => {
  expect(answerKey(pull({ ...GRANT, Sid: 'Old' }))).toBe(answerKey(pull({ ...GRANT, Sid: 'New' })))
})

it('another statement with the same outcome changes the answer alone', () => {
  expect(outcomeKey(pull(OTHER, GRANT))).toBe(outcomeKey(pull(GRANT, OTHER)))
  expect(answerKey(pull(OTHER, GRANT))).not.toBe(answerKey(pull(GRANT, OTHER)))
})

it('another condition changes the outcome', () => {
  expect(outcomeKey(pull(FROM('203.0.113.0/24')))).not.toBe(outcomeKey(pull(FROM('198.51.100.0/24'))))
})
