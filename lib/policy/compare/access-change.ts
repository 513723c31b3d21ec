import { REPOSITORY_ACTIONS } from '@/lib/policy/actions'
import { provedVerdict } from '@/lib/policy/ask/proved-verdict'
import { type Asked, askAbout, subjectsOf } from '@/lib/policy/ask/subjects'
import type { PolicyContext } from '@/lib/policy/ask/who-can'
import type { PolicyDocument } from '@/lib/policy/document'
import type { ActionVerdict, Residual } from '@/lib/policy/evaluate/evaluate'
import type { Principal } from '@/lib/policy/principals'
import type { Ask, Request } from '@/lib/policy/prove/decide'
import { exampleWords } from '@/lib/policy/prove/witness-words'
import { actionWords } from '@/lib/policy/words/action-words'
import { principalWords } from '@/lib/policy/words/principal-words'
import { residualWords } from '@/lib/policy/words/verdict-words'

/** What one subject gains or loses: all actions whose answer changes in the same way. */
export type AccessChange = {
  subject: Principal
  direction: 'opens' | 'closes' | 'changes' | 'undecided'
  actions: string[]
  /** Everything that the subject can do, before or after, whichever allows more. */
  beside: string[]
  /** The condition that now holds, if there is one. */
  residual: Residual | undefined
  /** A request that is newly allowed. */
  example: Request | undefined
  /** Set for the owner’s account, where it is about calls that no IAM policy allows. */
  withoutIam: boolean
}

type AccessChanges = {
  opens: string[]
  closes: string[]
  changes: string[]
  undecided: string[]
  summary: string
  /** Somebody who could newly do something, in a sentence. */
  example: string | undefined
}

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
  const said = {
    opens: words('opens', 'to'),
    closes: words('closes'),
    changes: words('changes'),
    undecided: words('undecided'),
  }
  return { ...said, summary: summaryOf(said), example: exampleOf(all, context) }
}

/** Of everyone else, if they gain anything: that tells most. */
function exampleOf(changes: readonly AccessChange[], { accounts }: PolicyContext): string | undefined {
  const opening = changes.findLast(({ example }) => example)
  if (!opening?.example) return undefined
  const { example, actions, beside } = opening
  return `For example, ${exampleWords(example, accounts)}, can then ${actionWords(actions, 'and', beside)}.`
}

/** What every subject gains or loses, proved; policies that decide alike for it give nothing. */
export function listAccessChanges(
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
  context: PolicyContext,
): AccessChange[] {
  const { owner } = context
  const documents = [before, after]
  const subjects = subjectsOf(documents, context)
  const asked = askAbout(documents, subjects, context)
  const changes = subjects.map((subject) =>
    isOwn(subject, owner)
      ? ownChanges(asked(subject), asked(subject, others(subject, subjects)))
      : changesFor(asked(subject)),
  )
  const forEveryone = new Set(changes.at(-1)?.flatMap(identitiesOf))
  return changes.flatMap((list, index) =>
    index === changes.length - 1 ? list : list.flatMap((change) => without(change, forEveryone)),
  )
}

function isOwn(subject: Principal, owner: string): boolean {
  return 'account' in subject && subject.account === owner
}

/** Users and roles of a subject that are asked about themselves. */
function others(subject: Principal, subjects: readonly Principal[]): Principal[] {
  return subject.kind === 'account' ? subjects.filter(({ kind }) => kind !== 'account') : []
}

/** In the owner’s account IAM policies can allow as well, so a change for those who need them is not one for all. */
function ownChanges(asked: Asked, unnamed: Asked): AccessChange[] {
  const changes = changesFor({ ...asked, ask: only(asked.ask, true) })
  const said = new Set(changes.flatMap(({ actions }) => actions))
  // To another owner nothing is allowed by IAM alone.
  const directly = changesFor({ ...unnamed, owner: '', ask: only(unnamed.ask, false) }).flatMap((change) => {
    const actions = change.actions.filter((action) => !said.has(action))
    return actions.length > 0 ? [{ ...change, actions, withoutIam: true }] : []
  })
  return [...changes, ...directly]
}

function only(ask: Ask, byIdentity: boolean): Ask {
  return (question) => ask({ ...question, byIdentity: question.byIdentity ?? byIdentity })
}

function changesFor(asked: Asked): AccessChange[] {
  const groups = asked.actionGroups.flatMap((actions) => {
    const found = directionsOf(asked, actions[0])
    return found.directions.length > 0 ? [{ actions, ...found }] : []
  })
  if (groups.length === 0) return []
  const [old, now] = [0, 1].map((place) => provedVerdict(asked, place, REPOSITORY_ACTIONS).actions)
  const changes = new Map<string, AccessChange>()
  for (const { actions, directions, example } of groups)
    for (const direction of directions) {
      // Access that is reduced is described, like new access, by the condition under which it is allowed.
      const residual = now?.find(({ action }) => action === actions[0])?.residual
      const key = identityOf({ direction, residual })
      const change = changes.get(key) ?? {
        subject: asked.subject,
        direction,
        actions: [],
        beside: allowedActions(direction === 'closes' ? old : now),
        residual,
        example,
        withoutIam: false,
      }
      changes.set(key, { ...change, actions: [...change.actions, ...actions] })
    }
  return [...changes.values()]
}

function allowedActions(verdicts: readonly ActionVerdict[] = []): string[] {
  return verdicts
    .filter(({ outcome }) => outcome !== 'denied' && outcome !== 'not-granted')
    .map(({ action }) => action)
}

/** What is proved of one action; that it may also be otherwise, where a proof is missing. */
function directionsOf(
  { ask }: Asked,
  action = '',
): { directions: AccessChange['direction'][]; example: Request | undefined } {
  const opening = ask({ allowedBy: 1, butNotBy: [0], action })
  const example = opening.answer === 'yes' ? opening.request : undefined
  const opens = opening.answer
  const closes = ask({ allowedBy: 0, butNotBy: [1], action }).answer
  if (opens === 'yes' && closes === 'yes') return { directions: ['changes'], example }
  const directions: AccessChange['direction'][] = []
  if (opens === 'yes') directions.push('opens')
  if (closes === 'yes') directions.push('closes')
  if (opens === 'undecided' || closes === 'undecided') directions.push('undecided')
  return { directions, example }
}

/** The same for changes of the same kind to the same condition of the same policy. */
function identityOf({ direction, residual }: Pick<AccessChange, 'direction' | 'residual'>): string {
  return JSON.stringify([direction, residual ?? null])
}

/** What everyone else gains or loses, which is said once: the owner’s callers without IAM policies are some of them. */
function identitiesOf(change: AccessChange): string[] {
  return change.actions.flatMap((action) => [
    `${action} ${identityOf(change)}`,
    `${action} ${change.direction}`,
  ])
}

/** The change without what everyone else gains or loses in the same way; empty if nothing is left. */
function without(change: AccessChange, forEveryone: ReadonlySet<string>): AccessChange[] {
  const kind = change.withoutIam ? change.direction : identityOf(change)
  const actions = change.actions.filter((action) => !forEveryone.has(`${action} ${kind}`))
  return actions.length > 0 ? [{ ...change, actions }] : []
}

/** One change in words, without a full stop: “every user and role of ccp-dev (957591566260) can pull”. */
export function changeSentence(
  { subject, direction, actions, beside, residual, withoutIam }: AccessChange,
  { accounts }: PolicyContext,
  modal: 'can' | 'to' = 'can',
): string {
  const who = principalWords(subject, accounts)
  const limits = [
    ...(withoutIam ? ['without an IAM policy'] : []),
    ...(residual ? [residualWords(residual, accounts)] : []),
  ]
  const when = limits.map((limit) => ` ${limit}`).join('')
  if (direction === 'closes' && !residual)
    return `${who} can no longer ${actionWords(actions, 'or', beside)}${when}`
  const what = actionWords(actions, 'and', beside)
  if (direction === 'undecided') return `whether ${who} can ${what}${when}`
  if (direction === 'changes') return `${who} can ${what} under a different condition:${when}`
  return `${who} ${modal} ${direction === 'closes' ? 'now only ' : ''}${what}${when}`
}

function summaryOf({
  opens,
  closes,
  changes,
  undecided,
}: Omit<AccessChanges, 'summary' | 'example'>): string {
  if (opens.length + closes.length + changes.length + undecided.length === 0)
    return 'Doesn’t change who can do what.'
  return [
    opens.length > 0 ? `Allows ${opens.join('; ')}.` : 'Adds nothing.',
    closes.length > 0 ? `Removes: ${closes.join('; ')}.` : 'Removes nothing.',
    ...(changes.length > 0 ? [`Changes: ${changes.join('; ')}.`] : []),
    ...(undecided.length > 0 ? [`May change ${undecided.join('; ')}: the portal can’t tell.`] : []),
  ].join(' ')
}
