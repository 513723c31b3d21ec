import type { Caller } from './caller'
import { actionGroups, type Case, compile, type Rest, type Side, type Wanted } from './compile'
import { type Found, type Keys, search } from './search'

/** One concrete request: what is not in `keys` is of no concern. */
export type Request = {
  caller: Caller
  action: string
  /** Whether the IAM policies of the caller’s own account allow it. Only asked of the repository’s own account. */
  byIdentity: boolean
  keys: Keys
}

/**
 * `undecided`: there are too many cases to look at, or a test that cannot be decided. Whoever asks treats it as something a
 * person has to look at, never as "no".
 */
export type Decision = { answer: 'yes'; request: Request } | { answer: 'no' } | { answer: 'undecided' }

type Question = {
  allowedBy: Side
  /** Each of these must not allow it. */
  butNotBy: readonly Side[]
} & Omit<Wanted, 'sides'> &
  Actions

/** Every action of a repository, if they are left out. */
type Actions = { actions?: readonly string[] }

/**
 * Whether there is a request that one side allows and none of the others does: yes, with such a request; no, which is a
 * proof; or undecided.
 *
 * The callers, the actions and the values of every condition key are cut into parts on which all tests give one answer, so
 * that trying one of each part is trying all. What AWS does not document as impossible is taken as possible.
 */
export function decide({ allowedBy, butNotBy, ...question }: Question): Decision {
  const all = survey({ ...question, sides: [allowedBy, ...butNotBy] })
  return all.among(() => true)({ allowedBy: 0, butNotBy: butNotBy.map((_, index) => index + 1) })
}

/** Policies side by side, cut into cases once, so that many questions about them are cheap. */
export type Survey = {
  /** The actions in groups, of which every policy treats all alike. */
  actionGroups: readonly (readonly string[])[]
  /** To ask about some callers only. */
  among: (isAsked: (caller: Caller) => boolean) => Ask
}

/** Whether there is a request that one side allows, by its place, and none of the others. */
export type Ask = (question: {
  allowedBy: number | 'anything'
  butNotBy: readonly number[]
  /** Of all actions of a group any will do; every action if it is left out. */
  action?: string
  /** Only with the IAM policies of the owner’s account allowing it, or without. */
  byIdentity?: boolean
}) => Decision

/** More cases than that are not looked at, in all questions together. */
const MOST_CASES = 100_000

const ANYTHING: Rest = { allows: [[]], denies: [] }

export function survey(wanted: Wanted & Actions): Survey {
  const distinct = actionGroups(wanted.sides, wanted.actions)
  const groups = compile(
    wanted,
    distinct.flatMap(([action]) => action ?? []),
  )
  const standsFor = (action: string) => distinct.find((group) => group.includes(action))?.[0]
  const budget = { cases: MOST_CASES }
  const known = new Map<string, Found>()

  function find(one: Case, allower: number | 'anything', others: readonly number[]): Found {
    const allowedBy = allower === 'anything' ? ANYTHING : (one.sides[allower] ?? ANYTHING)
    const butNotBy = others.flatMap((place) => one.sides[place] ?? [])
    if (allowedBy.allows.length === 0 || allowedBy.denies.some(isEmpty)) return 'none'
    if (butNotBy.some(({ allows, denies }) => denies.length === 0 && allows.some(isEmpty))) return 'none'
    const key = [one.isService, ...[allowedBy, ...butNotBy].map(restKey)].join('\n')
    const found = known.get(key) ?? search({ isService: one.isService, allowedBy, butNotBy }, budget)
    known.set(key, found)
    return found
  }

  function among(isAsked: (caller: Caller) => boolean): Ask {
    const asked = groups?.flatMap(({ callers, cases }) => {
      const caller = callers.find(isAsked)
      return caller ? cases.map((one) => ({ caller, one })) : []
    })
    return ({ allowedBy, butNotBy, action, byIdentity }) => {
      let open = asked === undefined
      const wanted = action === undefined ? undefined : standsFor(action)
      for (const { caller, one } of asked ?? []) {
        if (action !== undefined && wanted !== one.action) continue
        if (byIdentity !== undefined && byIdentity !== one.byIdentity) continue
        const found = find(one, allowedBy, butNotBy)
        if (found === 'undecided') open = true
        else if (found !== 'none')
          return {
            answer: 'yes',
            request: { caller, action: one.action, byIdentity: one.byIdentity, keys: found.keys },
          }
      }
      return { answer: open ? 'undecided' : 'no' }
    }
  }
  return { actionGroups: distinct, among }
}

/** Whether the second of two policies may allow anything else than the first. */
export function mayDiffer(ask: Ask, action?: string): boolean {
  const only = action === undefined ? {} : { action }
  return [ask({ allowedBy: 1, butNotBy: [0], ...only }), ask({ allowedBy: 0, butNotBy: [1], ...only })].some(
    ({ answer }) => answer !== 'no',
  )
}

function isEmpty(tests: readonly unknown[]): boolean {
  return tests.length === 0
}

/** The same for the same tests of the same keys. */
function restKey({ allows, denies }: Rest): string {
  const text = (lists: Rest['allows']) =>
    lists
      .map((tests) => `(${tests.map(({ dimension, place }) => `${dimension.key} ${place}`).join()})`)
      .join('')
  return `${text(allows)} ${text(denies)}`
}
