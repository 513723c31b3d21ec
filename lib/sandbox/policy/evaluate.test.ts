import { expect, it } from 'vitest'
import { z } from 'zod'
import conditions from './cases/conditions.json'
import decisions from './cases/decisions.json'
import { conditionsHold } from './conditions'
import { decide } from './evaluate'
import { readStoredPolicy } from './stored'

const Facts = z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({})
const list = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat())

const Decision = z.strictObject({
  name: z.string(),
  source: z.string(),
  caller: z.string(),
  role: z.string().optional(),
  identity: z.array(z.unknown()).default([]),
  resource: z.array(z.unknown()).default([]),
  facts: Facts,
  allowed: z.boolean().default(false),
  reason: z.string().optional(),
})

function factsOf(facts: z.infer<typeof Facts>) {
  return new Map(Object.entries(facts).map(([key, value]) => [key.toLowerCase(), [value].flat()]))
}

function policyOf(statements: unknown[]) {
  return statements.length === 0 ? [] : [readStoredPolicy(JSON.stringify({ Statement: statements }))]
}

it.each(z.array(Decision).parse(decisions))(
  '$name',
  ({ caller, role, identity, resource, facts, ...wanted }) => {
    const decision = decide(
      {
        action: 'ecr:BatchGetImage',
        resource: 'arn:aws:ecr:us-west-2:111111111111:repository/cwp/fluentd',
        caller: {
          account: caller.split(':')[4] ?? '',
          arn: caller,
          principalArn: role ?? caller,
          uniqueId: 'AROATODAYTODAYTODAYT',
        },
        facts: factsOf(facts),
      },
      { identity: policyOf(identity), resource: policyOf(resource), owner: '111111111111' },
    )
    expect(decision).toEqual(wanted.allowed ? { allowed: true } : { allowed: false, reason: wanted.reason })
  },
)

const Condition = z.strictObject({
  name: z.string(),
  conditions: z.record(z.string(), z.record(z.string(), list)),
  facts: Facts,
  variables: z.boolean().default(false),
  holds: z.boolean(),
})

it.each(z.array(Condition).parse(conditions))('$name', ({ conditions: written, facts, variables, holds }) => {
  expect(conditionsHold(written, factsOf(facts), variables)).toBe(holds)
})
