import type { KnownAccounts } from '@/lib/accounts/account-names'
import type { Json, JsonObject } from '@/lib/policy/json/json'
import type { Path } from '@/lib/policy/json/json-tree'
import type { PolicyDocument } from '../document'
import type { Statement } from '../statement'
import type { FindingCode } from './codes'

/**
 * An error is what AWS is known to refuse, and nothing else: only errors keep a policy from being saved. Access Analyzer
 * calls more of its findings errors; where AWS stores such a policy all the same, they are warnings here.
 */
export type Severity = 'error' | 'security' | 'warning' | 'suggestion'

/** A change that would settle a finding, to be shown before it is made. Statements count from 0. */
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
  statement?: number
  fix?: Fix
}

export type LintContext = {
  /** The account that the repository belongs to. */
  owner: string
  accounts: KnownAccounts
  /** The region of the repository, for what depends on it. */
  region?: string
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

/** A finding at a place inside a statement. */
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

/** The fix that gives a member of the statement another value; undefined removes it. */
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

/** The fix that gives a member another name and leaves its place and value. */
export function renameMember({ value, statement }: Place, title: string, key: string, to: string): Fix {
  const members = Object.entries(value).map(([name, item]) => [name === key ? to : name, item] as const)
  return { title, kind: 'replace', statement: statement.index, value: Object.fromEntries(members) }
}

/** The fix for a statement that says nothing. */
export function removeStatement({ statement: { index } }: Place): Fix {
  return { title: `Remove statement ${index + 1}`, kind: 'remove', statement: index }
}

/** A list without some of its items, or with others in their place; a list of one text becomes the text if it was one. */
export function changeItems(list: Json, change: (item: Json) => readonly Json[]): Json {
  if (Array.isArray(list)) return list.flatMap(change)
  const items = [...change(list)]
  const [only, more] = items
  return only !== undefined && more === undefined ? only : items
}

/** The JSON type of a value, as a person calls it. */
export function typeWords(value: Json): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return { string: 'a text', number: 'a number', boolean: 'true or false', object: 'an object' }[
    typeof value as 'string' | 'number' | 'boolean' | 'object' // JSON has no other types.
  ]
}
