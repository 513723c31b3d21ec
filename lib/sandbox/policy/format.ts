const DOCUMENT = ['Version', 'Id', 'Statement']
const STATEMENT = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Condition']

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/**
 * The text that ECR keeps of a policy, which is not the text that was sent: its own key order, one-element lists as plain
 * values, bare account numbers as ARNs of the account's root, and its own way with blanks.
 */
export function storedText(document: unknown): string {
  return print(reordered(document), '')
}

function reordered(document: unknown): Json {
  const { Statement, ...rest } = fields(document)
  const statements = [Statement].flat().map((statement) => {
    const entries = sortedEntries(fields(statement), STATEMENT).map(([key, value]): [string, Json] => {
      if (key === 'Principal' || key === 'NotPrincipal') return [key, principals(value)]
      if (key === 'Condition') return [key, conditions(value)]
      return [key, single(json(value))]
    })
    return Object.fromEntries(entries)
  })
  const document_ = { ...rest, Statement: statements }
  return Object.fromEntries(sortedEntries(document_, DOCUMENT).map(([key, value]) => [key, json(value)]))
}

function principals(value: unknown): Json {
  if (typeof value === 'string') return value
  return Object.fromEntries(
    Object.entries(fields(value)).map(([type, named]) => [
      type,
      single([json(named)].flat().map((one) => (type === 'AWS' ? rootArn(one) : one))),
    ]),
  )
}

function rootArn(principal: Json): Json {
  return typeof principal === 'string' && /^\d{12}$/.test(principal)
    ? `arn:aws:iam::${principal}:root`
    : principal
}

function conditions(value: unknown): Json {
  return Object.fromEntries(
    Object.entries(fields(value)).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(fields(keys)).map(([key, values]) => [key, single(json(values))])),
    ]),
  )
}

function single(value: Json): Json {
  return Array.isArray(value) && value.length === 1 && value[0] !== undefined ? value[0] : value
}

function sortedEntries(object: Record<string, unknown>, order: readonly string[]): [string, unknown][] {
  const rank = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length)
  return Object.entries(object).sort(([a], [b]) => rank(a) - rank(b))
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** What JSON.parse has returned, or a seed file holds, is JSON. */
function json(value: unknown): Json {
  return value as Json
}

/** Objects over several lines, two blanks in, `" : "` after a key; lists on one line. */
function print(value: Json, indent: string): string {
  if (Array.isArray(value))
    return value.length === 0 ? '[ ]' : `[ ${value.map((item) => print(item, indent)).join(', ')} ]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
    if (entries.length === 0) return '{ }'
    const lines = entries.map(
      ([key, item]) => `${indent}  ${JSON.stringify(key)} : ${print(item, `${indent}  `)}`,
    )
    return `{\n${lines.join(',\n')}\n${indent}}`
  }
  return JSON.stringify(value)
}
