import { REPOSITORY_ACTIONS } from '@/lib/policy/actions'
import { type PolicyContext, subjectsOf } from '@/lib/policy/ask/who-can'
import type { PolicyDocument } from '@/lib/policy/document'
import { type ActionVerdict, evaluate, type Residual } from '@/lib/policy/evaluate/evaluate'
import type { Principal } from '@/lib/policy/principals'
import { actionWords } from '@/lib/policy/words/action-words'
import { principalWords } from '@/lib/policy/words/principal-words'
import { residualWords } from '@/lib/policy/words/verdict-words'
import { openKey, residualKey } from './residual-key'

/** What one subject gains or loses: all actions whose answer changes in the same way. */
export type AccessChange = {
  subject: Principal
  direction: 'opens' | 'closes' | 'changes'
  actions: string[]
  /** Everything that the subject can do, before or after, whichever allows more. */
  beside: string[]
  /** The condition that now holds, if there is one. */
  residual: Residual | undefined
}

type AccessChanges = { opens: string[]; closes: string[]; changes: string[]; summary: string }

/** From least to most access. */
const RANK = { denied: 0, 'not-granted': 0, conditional: 1, 'by-identity': 2, allowed: 3 } as const

/** The access that a change adds and removes on the repository’s side, in sentences, and as a summary. */
export function accessChanges(
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
  context: PolicyContext,
): AccessChanges {
  const all = listAccessChanges(before, after, context)
  const words = (direction: AccessChange['direction'], modal?: 'to') =>
    all
      .filter((change) => change.direction === direction)
      .map((change) => changeSentence(change, context, modal))
  const [opens, closes, changes] = [words('opens', 'to'), words('closes'), words('changes')]
  return { opens, closes, changes, summary: summaryOf(opens, closes, changes) }
}

export function listAccessChanges(
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
  context: PolicyContext,
): AccessChange[] {
  const subjects = subjectsOf([before, after], context.owner)
  const changes = subjects.map((subject) => changesFor(subject, before, after, context))
  const forEveryone = new Set(changes.at(-1)?.flatMap(identitiesOf))
  return changes.flatMap((list, index) =>
    index === changes.length - 1 ? list : list.flatMap((change) => without(change, forEveryone)),
  )
}

function changesFor(
  subject: Principal,
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
  { owner }: PolicyContext,
): AccessChange[] {
  const old = evaluate(before, subject, REPOSITORY_ACTIONS, { owner }).actions
  const now = evaluate(after, subject, REPOSITORY_ACTIONS, { owner }).actions
  const changes = new Map<string, AccessChange>()
  for (const [index, verdict] of now.entries()) {
    const was = old[index]
    const direction = was && directionOf(was, verdict)
    if (!was || !direction) continue
    // Access that is reduced is described, like new access, by the condition under which it is allowed.
    const { residual } = verdict
    const key = `${direction} ${residualKey(residual)}`
    const beside = allowedActions(direction === 'closes' ? old : now)
    const change = changes.get(key) ?? { subject, direction, actions: [], beside, residual }
    changes.set(key, { ...change, actions: [...change.actions, verdict.action] })
  }
  return [...changes.values()]
}

function allowedActions(verdicts: readonly ActionVerdict[]): string[] {
  return verdicts.filter(({ outcome }) => RANK[outcome] > 0).map(({ action }) => action)
}

function directionOf(was: ActionVerdict, is: ActionVerdict): AccessChange['direction'] | undefined {
  const difference = RANK[is.outcome] - RANK[was.outcome]
  if (difference !== 0) return difference > 0 ? 'opens' : 'closes'
  if (!was.residual || !is.residual) return undefined
  const [before, after] = [was.residual, is.residual].map(({ ifAny, unlessAny }) => ({
    ifAny: new Set(ifAny.map(openKey)),
    unlessAny: new Set(unlessAny.map(openKey)),
  }))
  if (!before || !after) return undefined
  const wider = asWide(after.ifAny, before.ifAny) && contains(before.unlessAny, after.unlessAny)
  const narrower = asWide(before.ifAny, after.ifAny) && contains(after.unlessAny, before.unlessAny)
  if (wider && narrower) return undefined
  return wider ? 'opens' : narrower ? 'closes' : 'changes'
}

/** Whether one list of conditions lets in everything that the other does. An empty list always does. */
function asWide(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === 0 || (other.size > 0 && contains(one, other))
}

function contains(outer: ReadonlySet<string>, inner: ReadonlySet<string>): boolean {
  return [...inner].every((item) => outer.has(item))
}

function identitiesOf({ direction, actions, residual }: AccessChange): string[] {
  return actions.map((action) => `${direction} ${action} ${residualKey(residual)}`)
}

/** The change without what everyone else gains or loses in the same way; empty if nothing is left. */
function without(change: AccessChange, forEveryone: ReadonlySet<string>): AccessChange[] {
  const { direction, residual } = change
  const actions = change.actions.filter(
    (action) => !forEveryone.has(`${direction} ${action} ${residualKey(residual)}`),
  )
  return actions.length > 0 ? [{ ...change, actions }] : []
}

/** One change in words, without a full stop: “every user and role of ccp-dev (957591566260) can pull”. */
export function changeSentence(
  { subject, direction, actions, beside, residual }: AccessChange,
  { accounts }: PolicyContext,
  modal: 'can' | 'to' = 'can',
): string {
  const who = principalWords(subject, accounts)
  const when = residual ? residualWords(residual, accounts) : ''
  if (direction === 'closes' && when === '')
    return `${who} can no longer ${actionWords(actions, 'or', beside)}`
  const what = actionWords(actions, 'and', beside)
  if (direction === 'changes') return `${who} can ${what} under a different condition: ${when}`
  return `${who} ${modal} ${direction === 'closes' ? 'now only ' : ''}${what}${when === '' ? '' : ` ${when}`}`
}

function summaryOf(opens: readonly string[], closes: readonly string[], changes: readonly string[]): string {
  if (opens.length + closes.length + changes.length === 0) return 'Doesn’t change who can do what.'
  return [
    opens.length > 0 ? `Allows ${opens.join('; ')}.` : 'Adds nothing.',
    closes.length > 0 ? `Removes: ${closes.join('; ')}.` : 'Removes nothing.',
    ...(changes.length > 0 ? [`Changes: ${changes.join('; ')}.`] : []),
  ].join(' ')
}
