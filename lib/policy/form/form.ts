import type { Json, JsonObject } from '@/lib/policy/json/json'
import { asList, isObject } from '@/lib/policy/json/json-tree'
import { type Condition, type Effect, readConditions } from '@/lib/policy/statement'
import { conditionBlock, isPlainCondition } from './form-conditions'
import { type FormPrincipals, formPrincipals, principalElement } from './form-principals'
import { oneOrList, sameShape, texts } from './form-values'

/** A statement as the permission form holds it. */
export type StatementForm = {
  /** Empty for none. */
  sid: string
  effect: Effect
  principals: FormPrincipals
  /** Names and wildcards as they are written. */
  actions: string[]
  conditions: Condition[]
}

/** A form, or the reasons why only the JSON can show this statement, each as a sentence. */
type FormReading = { ok: true; form: StatementForm } | { ok: false; reasons: string[] }

const FORM_KEYS = ['Sid', 'Effect', 'Principal', 'Action', 'Condition']

export function toForm(value: Json): FormReading {
  if (!isObject(value)) return { ok: false, reasons: ['It is not an object.'] }
  const { Sid, Effect, Principal, Action, Condition } = value
  const principals = formPrincipals(Principal)
  const reasons = [
    ...unknownKeyReasons(value),
    ...(Sid === undefined || typeof Sid === 'string' ? [] : ['Its Sid is not a text.']),
    ...(typeof principals === 'string' ? [principals] : []),
    ...(asList(Action).every((action) => typeof action === 'string') ? [] : ['An action is not a text.']),
    ...(isPlainCondition(Condition) ? [] : ['Its Condition has a form that AWS does not know.']),
  ]
  if (Effect !== 'Allow' && Effect !== 'Deny') reasons.push('Its Effect is neither Allow nor Deny.')
  else if (reasons.length === 0 && typeof principals !== 'string')
    return {
      ok: true,
      form: {
        sid: typeof Sid === 'string' ? Sid : '',
        effect: Effect,
        principals,
        actions: texts(Action),
        conditions: readConditions(Condition),
      },
    }
  return { ok: false, reasons }
}

/**
 * The statement that a form says. What the form left as it was in `original` keeps its place and spelling, to the last
 * one-element list.
 */
export function fromForm(form: StatementForm, original: JsonObject = {}): JsonObject {
  const before = formPrincipals(original.Principal)
  const samePrincipals = typeof before !== 'string' && sameShape(before, form.principals)
  const sameActions = sameShape(texts(original.Action), form.actions)
  const sameConditions = sameShape(readConditions(original.Condition), form.conditions)
  const wanted: [key: string, value: Json | undefined][] = [
    ['Sid', form.sid === '' && original.Sid !== '' ? undefined : form.sid],
    ['Effect', form.effect],
    [
      'Principal',
      samePrincipals ? original.Principal : principalElement(form.principals, original.Principal),
    ],
    ['Action', sameActions ? original.Action : oneOrList(form.actions, original.Action)],
    ['Condition', sameConditions ? original.Condition : conditionBlock(form.conditions, original.Condition)],
  ]
  return ordered(original, wanted)
}

function unknownKeyReasons(statement: JsonObject): string[] {
  return Object.keys(statement)
    .filter((key) => !FORM_KEYS.includes(key))
    .map((key) => {
      if (key === 'NotPrincipal') return 'It names by NotPrincipal whom it does not concern.'
      if (key === 'NotAction') return 'It names by NotAction what it does not concern.'
      return `It has a part that the form does not know: ${key}.`
    })
}

/** The original's members in their order, changed or left out as wanted; what is new stands where AWS would print it. */
function ordered(original: JsonObject, wanted: [key: string, value: Json | undefined][]): JsonObject {
  const values = new Map(wanted)
  const keys = Object.keys(original)
  for (const [index, [key]] of wanted.entries()) {
    if (keys.includes(key)) continue
    const before = wanted.slice(0, index).findLast(([earlier]) => keys.includes(earlier))
    keys.splice(before ? keys.indexOf(before[0]) + 1 : 0, 0, key)
  }
  return Object.fromEntries(
    keys.flatMap((key): [string, Json][] => {
      const value = values.has(key) ? values.get(key) : original[key]
      return value === undefined ? [] : [[key, value]]
    }),
  )
}
