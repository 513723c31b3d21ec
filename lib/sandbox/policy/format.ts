const DOCUMENT = ['Version', 'Id', 'Statement']
const STATEMENT = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'Condition',
]

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/**
 * The text that ECR keeps of a policy, which is not the text that was sent: its own key order, one-element
 * lists as plain values, bare account IDs as ARNs of the account's root, and its own way with blanks.
 * Users and roles are kept by what `idOf` makes of their ARN, so that a policy does not come to mean another
 * role of the same name.
 */
export function storedText(document: unknown, idOf: (arn: string) => string): string {
  return print(
    reordered(document, (principals) => principals.map((one) => idOf(rootArn(one)))),
    '',
  )
}

/**
 * The text of a stored policy as ECR shows it: `arnOf` names users and roles again, and leaves the id of one
 * that is gone. Several principals come in an order that changes from one reading (`turn`) to the next, as
 * ECR's does.
 */
export function shownText(text: string, arnOf: (id: string) => string, turn: number): string {
  const rotated = (principals: string[]) => {
    const by = turn % Math.max(principals.length, 1)
    return [...principals.slice(by), ...principals.slice(0, by)].map(arnOf)
  }
  return print(reordered(JSON.parse(text), rotated), '')
}

type OfAws = (principals: string[]) => string[]

function reordered(document: unknown, ofAws: OfAws): Json {
  const { Statement, ...rest } = fields(document)
  const statements = [Statement].flat().map((statement) => {
    const entries = sortedEntries(fields(statement), STATEMENT).map(([key, value]): [string, Json] => {
      if (key === 'Principal' || key === 'NotPrincipal') return [key, principals(value, ofAws)]
      if (key === 'Condition') return [key, conditions(value)]
      return [key, single(json(value))]
    })
    return Object.fromEntries(entries)
  })
  const document_ = { ...rest, Statement: statements }
  return Object.fromEntries(sortedEntries(document_, DOCUMENT).map(([key, value]) => [key, json(value)]))
}

function principals(value: unknown, ofAws: OfAws): Json {
  if (typeof value === 'string') return value
  return Object.fromEntries(
    Object.entries(fields(value)).map(([type, named]) => {
      const list = [named].flat().map(String)
      return [type, single(type === 'AWS' ? ofAws(list) : list)]
    }),
  )
}

function rootArn(principal: string): string {
  return /^\d{12}$/.test(principal) ? `arn:aws:iam::${principal}:root` : principal
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
