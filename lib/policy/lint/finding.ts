import type { KnownAccounts } from '@/lib/accounts/account-names'
import type { Json, JsonObject } from '@/lib/policy/json/json'
import type { Path } from '@/lib/policy/json/json-tree'
import type { PolicyDocument } from '../document'
import type { PolicyOf } from '../form/form'
import type { Statement } from '../statement'
import type { FindingCode } from './codes'

/**
 * An error is something that AWS is known to reject, and nothing else: only errors stop a policy from being saved. Access
 * Analyzer reports more errors; where AWS stores such a policy anyway, they are warnings here.
 */
export type Severity = 'error' | 'security' | 'warning' | 'suggestion'

/** A change that would resolve a finding, shown before it is made. Statements count from 0. */
export type Fix = { title: string } & (
  | { kind: 'replace'; statement: number; value: JsonObject }
  | { kind: 'remove'; statement: number }
  | { kind: 'rename'; from: string; to: string }
  | { kind: 'version'; version: string }
)

export type Finding = {
  code: FindingCode
  severity: Severity
  /** Where in the document, from the root. */
  path: Path
  message: string
  /** The values that it is about, if its code and path alone don't distinguish it from other findings. */
  about?: readonly string[]
  statement?: number
  fix?: Fix
}

export type LintContext = {
  /** The account that the repository belongs to. */
  owner: string
  accounts: KnownAccounts
  /** The region of the repository, for checks that depend on it. */
  region?: string
  /** Left out for the policy of a repository. */
  policyOf?: PolicyOf
}

/** One statement in its document, as the checks see it. */
export type Place = {
  document: PolicyDocument
  version: string | undefined
  value: JsonObject
  statement: Statement
  path: Path
  context: LintContext
}

export type Check = (place: Place) => Finding[]

/** A finding inside a statement; `at` starts there. */
export function found(
  place: Place,
  code: FindingCode,
  severity: Severity,
  at: Path,
  message: string,
  fix?: Fix,
): Finding {
  return {
    code,
    severity,
    path: [...place.path, ...at],
    message,
    statement: place.statement.index,
    ...(fix && { fix }),
  }
}

/** A fix that sets a member of the statement; undefined removes it. */
export function setMember(
  { value, statement }: Place,
  title: string,
  key: string,
  to: Json | undefined,
): Fix {
  const members = Object.entries(value).flatMap(([name, old]): [string, Json][] => {
    if (name !== key) return [[name, old]]
    return to === undefined ? [] : [[name, to]]
  })
  if (to !== undefined && !Object.hasOwn(value, key)) members.push([key, to])
  return { title, kind: 'replace', statement: statement.index, value: Object.fromEntries(members) }
}

/** A fix that renames a member and leaves its position and value. */
export function renameMember({ value, statement }: Place, title: string, key: string, to: string): Fix {
  const members = Object.entries(value).map(([name, item]) => [name === key ? to : name, item] as const)
  return { title, kind: 'replace', statement: statement.index, value: Object.fromEntries(members) }
}

/** The fix for a statement without effect. */
export function removeStatement({ statement: { index } }: Place): Fix {
  return { title: `Remove statement ${index + 1}`, kind: 'remove', statement: index }
}

/** Removes or replaces items of an array. A single value stays a single value, unless it becomes none or several. */
export function changeItems(list: Json, change: (item: Json) => readonly Json[]): Json {
  if (Array.isArray(list)) return list.flatMap(change)
  const items = [...change(list)]
  const [only, more] = items
  return only !== undefined && more === undefined ? only : items
}

/** The JSON type of a value, as part of a sentence. */
export function typeWords(value: Json): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  return { string: 'a string', number: 'a number', boolean: 'a boolean', object: 'an object' }[
    typeof value as 'string' | 'number' | 'boolean' | 'object' // JSON has no other types.
  ]
}
