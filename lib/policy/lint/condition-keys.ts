import lists from '../lists/condition-keys.json'
import type { OperatorType } from '../operators'

export type KeyType = 'string' | 'arn' | 'bool' | 'numeric' | 'date' | 'ip'
export type ConditionKey = {
  name: string
  type: KeyType
  /** Whether a request can have several values, so that a test needs ForAnyValue or ForAllValues. */
  multivalued: boolean
}

const keysOf = (type: KeyType, names: readonly string[], multivalued = false): ConditionKey[] =>
  names.map((name) => ({ name, type, multivalued }))

const { single, many, tagged: TAG_KEYS } = lists
const KEYS: readonly ConditionKey[] = [
  ...keysOf('string', single.string),
  ...keysOf('arn', single.arn),
  ...keysOf('bool', single.bool),
  ...keysOf('numeric', single.numeric),
  ...keysOf('date', single.date),
  ...keysOf('ip', single.ip),
  ...keysOf('string', many, true),
]
const BY_NAME = new Map(KEYS.map((key) => [key.name.toLowerCase(), key]))

export const KEY_NAMES: readonly string[] = KEYS.map(({ name }) => name)

/** Ignores case; undefined for an unknown key. */
export function conditionKey(name: string): ConditionKey | undefined {
  const [prefix = '', tag] = splitTagKey(name)
  const owner = TAG_KEYS.find((key) => key.toLowerCase() === prefix.toLowerCase())
  if (owner && tag !== undefined) return { name: `${owner}/${tag}`, type: 'string', multivalued: false }
  return BY_NAME.get(name.toLowerCase())
}

/** Whether the key needs the name of a tag after a slash and has none. */
export function lacksTagName(name: string): boolean {
  const [prefix = '', tag] = splitTagKey(name)
  return TAG_KEYS.some((key) => key.toLowerCase() === prefix.toLowerCase()) && !tag
}

/** Whether an operator can test a key of this type (IAM: Condition operators; ARNs may be compared as strings). */
export function fits(operator: OperatorType, key: KeyType): boolean {
  if (operator === 'null') return true
  if (key === 'arn') return operator === 'arn' || operator === 'string'
  if (key === 'date') return operator === 'date' || operator === 'numeric'
  if (key === 'string') return operator === 'string' || operator === 'binary'
  return operator === key
}

function splitTagKey(name: string): [prefix: string, tag: string | undefined] {
  const slash = name.indexOf('/')
  return slash < 0 ? [name, undefined] : [name.slice(0, slash), name.slice(slash + 1)]
}
