import type { Json, JsonObject } from '@/lib/policy/json/json'
import { asList } from '@/lib/policy/json/json-tree'
import { type HclBody, readHclBody, readHclValue } from './hcl-reader'

/** The policy in a `jsonencode(…)` of Terraform code or of a printed plan. */
export function fromJsonencode(text: string): Json | undefined {
  const call = /\bjsonencode\s*\(/.exec(text)
  return call ? readHclValue(text, call.index + call[0].length) : undefined
}

/** The policy that a `data "aws_iam_policy_document"`, or bare `statement` blocks of one, would produce. */
export function fromPolicyDocument(text: string): JsonObject | undefined {
  if (!/\baws_iam_policy_document\b|^\s*statement\s*\{/m.test(text)) return undefined
  const file = readHclBody(text)
  if (!file) return undefined
  const data = file.blocks.find(
    ({ type, labels }) => type === 'data' && labels[0] === 'aws_iam_policy_document',
  )
  const { values, blocks } = data?.body ?? file
  const statements = blocks.filter(({ type }) => type === 'statement').map(({ body }) => statementOf(body))
  if (statements.length === 0) return undefined
  return {
    Version: values.version ?? '2012-10-17',
    ...(values.policy_id !== undefined && { Id: values.policy_id }),
    Statement: statements,
  }
}

/** In Terraform, the default effect is Allow. */
function statementOf({ values, blocks }: HclBody): JsonObject {
  const conditions = blocks.filter(({ type }) => type === 'condition')
  return {
    ...(values.sid !== undefined && { Sid: values.sid }),
    Effect: values.effect ?? 'Allow',
    ...principalOf('Principal', 'principals', blocks),
    ...principalOf('NotPrincipal', 'not_principals', blocks),
    ...(values.actions !== undefined && { Action: values.actions }),
    ...(values.not_actions !== undefined && { NotAction: values.not_actions }),
    ...(values.resources !== undefined && { Resource: values.resources }),
    ...(values.not_resources !== undefined && { NotResource: values.not_resources }),
    ...(conditions.length > 0 && { Condition: conditionOf(conditions.map(({ body }) => body)) }),
  }
}

function principalOf(element: string, type: string, blocks: HclBody['blocks']): JsonObject {
  const named = new Map<string, Json[]>()
  for (const { body } of blocks.filter((block) => block.type === type)) {
    const kind = String(body.values.type ?? '')
    named.set(kind, [...(named.get(kind) ?? []), ...asList(body.values.identifiers)])
  }
  if (named.size === 0) return {}
  // Terraform turns {"*": "*"} into a plain "*".
  const everyone = named.size === 1 && named.get('*')?.join() === '*'
  return { [element]: everyone ? '*' : Object.fromEntries(named) }
}

function conditionOf(conditions: readonly HclBody[]): JsonObject {
  const operators = new Map<string, Map<string, Json[]>>()
  for (const { values } of conditions) {
    const [test, variable] = [String(values.test ?? ''), String(values.variable ?? '')]
    const keys = operators.get(test) ?? new Map<string, Json[]>()
    keys.set(variable, [...(keys.get(variable) ?? []), ...asList(values.values)])
    operators.set(test, keys)
  }
  return Object.fromEntries([...operators].map(([test, keys]) => [test, Object.fromEntries(keys)]))
}
