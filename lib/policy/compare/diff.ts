import { diffJson } from 'diff'
import type { PolicyDocument } from '@/lib/policy/document'
import type { Json, JsonObject } from '@/lib/policy/json/json'
import { isObject } from '@/lib/policy/json/json-tree'
import { OUR_LAYOUT, printJson } from '@/lib/policy/json/layout'
import { visibleJson } from '@/lib/text/quoted'
import { canonicalStatement } from './equality'
import { pairStatements } from './pairing'

export type DiffLine = { sign: ' ' | '+' | '-'; text: string }

export type PolicyDiffPart =
  /** Version, Id and anything else outside the statements. Comes first, and only if it differs. */
  | { kind: 'outside'; lines: DiffLine[] }
  | { kind: 'unchanged'; count: number }
  | { kind: 'added'; lines: string[] }
  | { kind: 'removed'; lines: string[] }
  | { kind: 'changed'; lines: DiffLine[] }

export type PolicyDiff = PolicyDiffPart[]

/** With more changed lines than this, two statements have too little in common for a line diff. */
const MAX_CHANGED_LINES = 1_000

const DOCUMENT_KEYS = ['Version', 'Id']
const STATEMENT_KEYS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]

/**
 * What a change does to a policy, statement by statement, in the order of `after`; removed statements are shown where they
 * were. Ignores what ECR changes by itself and the order of the statements. Undefined is no policy.
 */
export function diffPolicies(
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
): PolicyDiff {
  const [old, now] = [before?.statements ?? [], after?.statements ?? []]
  const pairs = pairStatements(old, now)
  const removed = removedBehind(old, pairs)
  const diff: PolicyDiff = [...outsideParts(before, after), ...(removed.get(-1) ?? [])]
  for (const [index, statement] of now.entries()) {
    const partner = pairs[index]
    append(diff, partner === undefined ? wholePart('added', statement) : pairPart(old[partner], statement))
    diff.push(...(removed.get(index) ?? []))
  }
  return diff
}

export function isEmptyDiff(diff: PolicyDiff): boolean {
  return diff.every(({ kind }) => kind === 'unchanged')
}

/** Removed statements, by the index in `after` of the statement before them; -1 is the beginning. */
function removedBehind(
  old: readonly Json[],
  pairs: readonly (number | undefined)[],
): Map<number, PolicyDiffPart[]> {
  const places = new Map(pairs.map((partner, index) => [partner, index]))
  const removed = new Map<number, PolicyDiffPart[]>()
  let place = -1
  for (const [index, statement] of old.entries()) {
    const found = places.get(index)
    if (found !== undefined) place = found
    else removed.set(place, [...(removed.get(place) ?? []), wholePart('removed', statement)])
  }
  return removed
}

function append(diff: PolicyDiff, part: PolicyDiffPart): void {
  const last = diff.at(-1)
  if (part.kind === 'unchanged' && last?.kind === 'unchanged') last.count += part.count
  else diff.push(part)
}

function wholePart(kind: 'added' | 'removed', statement: Json): PolicyDiffPart {
  return { kind, lines: visibleJson(printed(normal(statement))).split('\n') }
}

function pairPart(old: Json | undefined, now: Json): PolicyDiffPart {
  if (canonicalStatement(old) === canonicalStatement(now)) return { kind: 'unchanged', count: 1 }
  const [before, after] = [normal(old ?? null), normal(now)]
  return {
    kind: 'changed',
    lines: lineDiff(printed(inFormOf(before, after)), printed(inFormOf(after, before))),
  }
}

function outsideParts(before: PolicyDocument | undefined, after: PolicyDocument | undefined): PolicyDiff {
  const lines = lineDiff(outsideText(before), outsideText(after))
  return lines.some(({ sign }) => sign !== ' ') ? [{ kind: 'outside', lines }] : []
}

/** An empty Statement array is shown here; otherwise it would look like a policy without a Statement. */
function outsideText(document: PolicyDocument | undefined): string {
  if (!document) return ''
  const members = Object.entries(document.value).filter(
    ([key]) => key !== 'Statement' || document.statements.length === 0,
  )
  const ordered = Object.entries(inOrder(normalObject(Object.fromEntries(members)), DOCUMENT_KEYS))
  return ordered.map(([key, value]) => `${JSON.stringify(key)}: ${printed(value)}`).join('\n')
}

function lineDiff(before: string, after: string): DiffLine[] {
  const [old, now] = [before, after].map((text) => text && `${visibleJson(text)}\n`)
  const changes = diffJson(old ?? '', now ?? '', { maxEditLength: MAX_CHANGED_LINES }) ?? [
    { value: old ?? '', added: false, removed: true },
    { value: now ?? '', added: true, removed: false },
  ]
  return changes.flatMap(({ value, added, removed }) => {
    const sign = added ? '+' : removed ? '-' : ' '
    return linesOf(value).map((text) => ({ sign, text }) as const)
  })
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}

function printed(value: Json): string {
  return printJson(value, OUR_LAYOUT)
}

/** A statement as ECR would order and write it. */
function normal(statement: Json): Json {
  const value: Json = JSON.parse(canonicalStatement(statement))
  return isObject(value) ? inOrder(value, STATEMENT_KEYS) : value
}

function normalObject(value: JsonObject): JsonObject {
  const sorted: Json = JSON.parse(canonicalStatement(value))
  return isObject(sorted) ? sorted : value
}

function inOrder(object: JsonObject, first: readonly string[]): JsonObject {
  const known = first.filter((key) => object[key] !== undefined)
  const others = Object.keys(object).filter((key) => !first.includes(key))
  return Object.fromEntries([...known, ...others].map((key) => [key, object[key] ?? null]))
}

/** A single value is shown as an array if the other statement has several, so that only what is new looks new. */
function inFormOf(value: Json, other: Json | undefined): Json {
  if (isObject(value) && isObject(other))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inFormOf(item, other[key])]))
  return Array.isArray(other) && other.length > 1 && !Array.isArray(value) && !isObject(value)
    ? [value]
    : value
}
