import { canonicalStatement, samePolicy, sameStatement } from '@/lib/policy/compare/equality'
import { pairStatements, sidOf } from '@/lib/policy/compare/pairing'
import type { PolicyDocument } from '@/lib/policy/document'
import type { Json, JsonObject } from '@/lib/policy/json/json'
import { isObject } from '@/lib/policy/json/json-tree'
import { addStatement, removeStatement, replaceStatement } from './edit'

/**
 * Two versions of the same thing: a statement, or what is outside the statements (Version, Id and unknown keys). Without
 * `base` both people added it; without `theirs` or `mine` that person removed it.
 */
export type PolicyConflict = { about: 'statement' | 'outside'; base?: Json; theirs?: Json; mine?: Json }

type Rebase =
  /** `changed`: whether any of my changes is left to save. */
  | { ok: true; document: PolicyDocument | undefined; changed: boolean }
  | { ok: false; conflicts: PolicyConflict[] }

type Change = { kind: 'kept' } | { kind: 'removed' } | { kind: 'replaced'; by: Json }
/** What one person did to each statement of the base, and what they added. */
type Changes = { toBase: Change[]; added: Json[] }

/**
 * Applies my changes of the base on top of theirs, statement by statement, as long as both changed different statements or
 * made the same change. Their text stays as it is wherever I changed nothing. Undefined is a repository without a policy.
 */
export function rebase(
  base: PolicyDocument | undefined,
  theirs: PolicyDocument | undefined,
  mine: PolicyDocument | undefined,
): Rebase {
  if (samePolicy(base, mine)) return { ok: true, document: theirs, changed: false }
  if (samePolicy(base, theirs)) return { ok: true, document: mine, changed: true }
  const old = base?.statements ?? []
  const [their, my] = [changesOf(old, theirs), changesOf(old, mine)]
  const holder = holderOf(base, theirs, mine)
  const conflicts = [
    ...(holder ? [] : [conflict('outside', outsideOf(base), outsideOf(theirs), outsideOf(mine))]),
    ...conflictsInBase(old, their, my),
    ...conflictsInAdded(their.added, my.added),
    ...noObjects(their).map((statement) => conflict('statement', undefined, statement, undefined)),
    ...noObjects(my).map((statement) => conflict('statement', undefined, undefined, statement)),
  ]
  if (conflicts.length > 0) return { ok: false, conflicts }
  const document = holder === 'mine' ? applied(their, old, mine) : applied(my, old, theirs)
  return { ok: true, document, changed: !samePolicy(theirs, document) }
}

/**
 * Whose text the other's changes are applied to: theirs, unless only I changed Version, Id or unknown keys, which editing
 * a statement never touches. Undefined if both changed those, or one deleted the policy in which the other did.
 */
function holderOf(
  base: PolicyDocument | undefined,
  theirs: PolicyDocument | undefined,
  mine: PolicyDocument | undefined,
): 'theirs' | 'mine' | undefined {
  const same = (one: PolicyDocument | undefined, other: PolicyDocument | undefined) =>
    sameStatement(outsideOf(one), outsideOf(other))
  if (same(theirs, mine)) return 'theirs'
  const theyChanged = theirs !== undefined && !same(base, theirs)
  const iChanged = mine !== undefined && !same(base, mine)
  if ((theyChanged && (iChanged || !mine)) || (iChanged && !theirs)) return undefined
  return iChanged || !theirs ? 'mine' : 'theirs'
}

function outsideOf(document: PolicyDocument | undefined): JsonObject | undefined {
  if (!document) return undefined
  return Object.fromEntries(Object.entries(document.value).filter(([key]) => key !== 'Statement'))
}

function changesOf(old: readonly Json[], side: PolicyDocument | undefined): Changes {
  const statements = side?.statements ?? []
  const places = placesOf(old, statements)
  const kept = new Set(places.values())
  const toBase = old.map((statement, index): Change => {
    const now = statements[places.get(index) ?? statements.length]
    if (now === undefined) return { kind: 'removed' }
    return sameStatement(statement, now) ? { kind: 'kept' } : { kind: 'replaced', by: now }
  })
  return { toBase, added: statements.filter((_, index) => !kept.has(index)) }
}

/** The current index of each statement of the base, by its index there. */
function placesOf(old: readonly Json[], statements: readonly Json[]): Map<number, number> {
  const pairs = pairStatements(old, statements)
  return new Map(pairs.flatMap((partner, index) => (partner === undefined ? [] : [[partner, index]])))
}

function conflictsInBase(old: readonly Json[], their: Changes, my: Changes): PolicyConflict[] {
  return old.flatMap((statement, index) => {
    const [theirs, mine] = [their.toBase[index], my.toBase[index]]
    if (!theirs || !mine || theirs.kind === 'kept' || mine.kind === 'kept') return []
    if (sameStatement(resultOf(theirs), resultOf(mine))) return []
    return conflict('statement', statement, resultOf(theirs), resultOf(mine))
  })
}

function resultOf(change: Change): Json | undefined {
  return change.kind === 'replaced' ? change.by : undefined
}

/** Two new statements with the same Sid conflict, unless they are the same. */
function conflictsInAdded(theirs: readonly Json[], mine: readonly Json[]): PolicyConflict[] {
  return mine.flatMap((statement) => {
    const sid = sidOf(statement)
    const rivals = theirs.filter((rival) => sid !== undefined && sidOf(rival) === sid)
    if (rivals.length === 0 || rivals.some((rival) => sameStatement(rival, statement))) return []
    return conflict('statement', undefined, rivals[0], statement)
  })
}

/** An edit can only write statements that are objects. */
function noObjects({ toBase, added }: Changes): Json[] {
  const written = [...toBase.map(resultOf), ...added]
  return written.flatMap((statement) => (statement === undefined || isObject(statement) ? [] : [statement]))
}

function conflict(about: PolicyConflict['about'], base?: Json, theirs?: Json, mine?: Json): PolicyConflict {
  return {
    about,
    ...(base !== undefined && { base }),
    ...(theirs !== undefined && { theirs }),
    ...(mine !== undefined && { mine }),
  }
}

/** Applies the changes to a document. Removes last, so that no index shifts before. */
function applied(
  changes: Changes,
  old: readonly Json[],
  holder: PolicyDocument | undefined,
): PolicyDocument | undefined {
  const places = placesOf(old, holder?.statements ?? [])
  const removed: number[] = []
  let document = holder
  for (const [index, change] of changes.toBase.entries()) {
    const place = places.get(index)
    if (place === undefined || !document) continue
    if (change.kind === 'removed') removed.push(place)
    if (
      change.kind === 'replaced' &&
      isObject(change.by) &&
      !sameStatement(document.statements[place], change.by)
    )
      document = replaceStatement(document, place, change.by)
  }
  for (const statement of without(changes.added, changesOf(old, holder).added))
    if (isObject(statement)) document = addStatement(document, statement)
  return removed.sort((a, b) => b - a).reduce(withoutStatement, document)
}

function withoutStatement(document: PolicyDocument | undefined, place: number): PolicyDocument | undefined {
  const edit = document && removeStatement(document, place)
  return edit?.kind === 'document' ? edit.document : undefined
}

/** The statements that are not among the others, counting duplicates. */
function without(statements: readonly Json[], others: readonly Json[]): Json[] {
  const left = others.map(canonicalStatement)
  return statements.filter((statement) => {
    const found = left.indexOf(canonicalStatement(statement))
    if (found >= 0) left.splice(found, 1)
    return found < 0
  })
}
