import { z } from 'zod'
import type { Policy } from './evaluate'

const list = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat())
const values = z
  .union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number(), z.boolean()]))])
  .transform((value) => [value].flat().map(String))
const principals = z.union([
  z.literal('*').transform(() => ({ AWS: ['*'] })),
  z.object({ AWS: list.optional(), Service: list.optional() }),
])

const Statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Principal: principals.optional(),
  NotPrincipal: principals.optional(),
  Action: list.optional(),
  NotAction: list.optional(),
  Resource: list.optional(),
  Condition: z.record(z.string(), z.record(z.string(), values)).default({}),
})

const StoredPolicy = z.object({
  Version: z.string().default('2008-10-17'),
  Statement: z.union([Statement, z.array(Statement)]).transform((value) => [value].flat()),
})

/** What a stored policy says. Looser than the grammar: what ECR took years ago still counts. */
export function readStoredPolicy(text: string): Policy {
  return StoredPolicy.parse(JSON.parse(text))
}
