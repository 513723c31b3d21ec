import { expect, it } from 'vitest'
import cases from '@/lib/policy/cases/conditions.json'
import { conditionHolds } from './condition-match'
import { type Fact, valueFact } from './facts'

it.each(cases)('$name', ({ operator, key, values, request, version = '2012-10-17', holds }) => {
  const facts = new Map(
    Object.entries(request).map(([name, requested]): [string, Fact] => [
      name,
      requested === null ? { kind: 'absent' } : valueFact(...requested),
    ]),
  )
  expect(conditionHolds({ operator, key, values }, facts, version)).toBe(holds)
})
