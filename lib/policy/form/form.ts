import type { Json, JsonObject } from '@/lib/policy/json/json'
import { asList, isObject } from '@/lib/policy/json/json-tree'
import { type Condition, type Effect, readConditions } from '@/lib/policy/statement'
import { conditionBlock, isPlainCondition } from './form-conditions'
import { type FormPrincipals, formPrincipals, principalElement } from './form-principals'
import { oneOrList, sameShape, texts } from './form-values'

/** A statement as edited in the permission form. */
export type StatementForm = {
  /** Empty if there is none. */
  sid: string
  effect: Effect
  principals: FormPrincipals
  /** Names and wildcards as written. */
  actions: string[]
  conditions: Condition[]
  /** Patterns of ARNs, only in the policy of a registry: a repository’s policy has no Resource. */
  resources?: string[]
}

/** Whose policy a form is about; left out for a repository’s. */
export type PolicyOf = 'registry' | undefined

/** A form, or the reasons why the statement can only be edited as JSON, each one a sentence. */
type FormReading = { ok: true; form: StatementForm } | { ok: false; reasons: string[] }

const FORM_KEYS = ['Sid', 'Effect', 'Principal', 'Action', 'Condition']

export function toForm(value: Json, policyOf?: PolicyOf): FormReading {
  if (!isObject(value)) return { ok: false, reasons: ['It is not an object.'] }
  const { Sid, Effect, Principal, Action, Resource, Condition } = value
  const principals = formPrincipals(Principal)
  const reasons = [
    ...unknownKeyReasons(value, policyOf),
    ...(Sid === undefined || typeof Sid === 'string' ? [] : ['Its Sid is not a string.']),
    ...(typeof principals === 'string' ? [principals] : []),
    ...(asList(Action).every((action) => typeof action === 'string') ? [] : ['An action is not a string.']),
    ...(policyOf && !asList(Resource).every((resource) => typeof resource === 'string')
      ? ['A resource is not a string.']
      : []),
    ...(isPlainCondition(Condition) ? [] : ['Its Condition is not valid.']),
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
        ...(policyOf && { resources: texts(Resource) }),
      },
    }
  return { ok: false, reasons }
}

/**
 * The statement that a form describes. Whatever is unchanged from `original` keeps its position and spelling, down to
 * arrays of one.
 */
export function fromForm(form: StatementForm, original: JsonObject = {}): JsonObject {
  const before = formPrincipals(original.Principal)
  const samePrincipals = typeof before !== 'string' && sameShape(before, form.principals)
  const sameActions = sameShape(texts(original.Action), form.actions)
  const { resources } = form
  const sameResources = !resources || sameShape(texts(original.Resource), resources)
  const sameConditions = sameShape(readConditions(original.Condition), form.conditions)
  const wanted: [key: string, value: Json | undefined][] = [
    ['Sid', form.sid === '' && original.Sid !== '' ? undefined : form.sid],
    ['Effect', form.effect],
    [
      'Principal',
      samePrincipals ? original.Principal : principalElement(form.principals, original.Principal),
    ],
    ['Action', sameActions ? original.Action : oneOrList(form.actions, original.Action)],
    ['Resource', sameResources ? original.Resource : oneOrList(resources, original.Resource)],
    ['Condition', sameConditions ? original.Condition : conditionBlock(form.conditions, original.Condition)],
  ]
  return ordered(original, wanted)
}

function unknownKeyReasons(statement: JsonObject, policyOf: PolicyOf): string[] {
  return Object.keys(statement)
    .filter((key) => !FORM_KEYS.includes(key) && !(policyOf && key === 'Resource'))
    .map((key) => {
      if (key === 'NotPrincipal') return 'It uses NotPrincipal.'
      if (key === 'NotAction') return 'It uses NotAction.'
      if (policyOf && key === 'NotResource') return 'It uses NotResource.'
      return `It has an element that the form doesn’t support: ${key}.`
    })
}

/** The original's members in their order, changed or left out as wanted; new ones go where AWS would print them. */
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
