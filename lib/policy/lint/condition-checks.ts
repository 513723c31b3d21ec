import type { Json, JsonObject } from '@/lib/policy/json/json'
import { asList, isObject, type Path } from '@/lib/policy/json/json-tree'
import { quoted } from '@/lib/text/quoted'
import { nearest } from '@/lib/text/suggest'
import { OPERATORS, type Operator, parseOperator } from '../operators'
import { changeTest, renameOperator } from './condition-fixes'
import { type ConditionKey, conditionKey } from './condition-keys'
import { type Finding, type Fix, found, type Place, removeStatement, setMember } from './finding'
import { checkKey } from './key-checks'
import { checkQualifier } from './qualifier-checks'
import { checkValues } from './value-checks'
import { checkVariables } from './variable-checks'

/** One test of a Condition, as the checks of keys and values see it. */
export type ConditionTest = {
  operator: Operator
  /** The operator as it is written. */
  name: string
  key: string
  known: ConditionKey | undefined
  values: Json
  path: Path
}

/** What is wrong with the conditions of a statement. */
export function checkConditions(place: Place): Finding[] {
  const { Condition } = place.value
  if (!isObject(Condition)) return []
  if (Object.keys(Condition).length === 0)
    return [
      found(
        place,
        'EMPTY_OBJECT_CONDITION',
        'suggestion',
        ['Condition'],
        'The Condition is empty and restricts nothing.',
        setMember(place, 'Remove the empty Condition', 'Condition', undefined),
      ),
    ]
  return Object.entries(Condition).flatMap(([name, keys]) => checkOperator(place, Condition, name, keys))
}

function checkOperator(place: Place, block: JsonObject, name: string, keys: Json): Finding[] {
  const path = ['Condition', name]
  const operator = parseOperator(name)
  if (!operator) return [unknownOperator(place, block, name)]
  if (!isObject(keys))
    return [found(place, 'DATA_TYPE_MISMATCH', 'error', path, `${name} holds keys and values in braces.`)]
  return [
    ...checkCase(place, Object.keys(keys), path),
    ...Object.entries(keys).flatMap(([key, values]) =>
      checkTest(place, { operator, name, key, known: conditionKey(key), values, path: [...path, key] }),
    ),
  ]
}

function unknownOperator(place: Place, block: JsonObject, name: string): Finding {
  const path = ['Condition', name]
  if (/(^|:)NullIfExists$/i.test(name))
    return found(
      place,
      'NULL_WITH_IF_EXISTS',
      'error',
      path,
      'Null asks itself whether the key exists, so it takes no IfExists.',
      renameOperator(place, block, name, name.replace(/IfExists$/i, '')),
    )
  const [, qualifier = '', base = ''] = /^(ForA(?:ll|ny)Values?:)?(.*)$/i.exec(name) ?? []
  const suffix = /IfExists$/i.test(base) ? 'IfExists' : ''
  const meant = nearest(base.replace(/IfExists$/i, ''), OPERATORS)
  const rightQualifier = /^forall/i.test(qualifier) ? 'ForAllValues:' : qualifier === '' ? '' : 'ForAnyValue:'
  const fixed = meant === undefined ? undefined : `${rightQualifier}${meant}${suffix}`
  return found(
    place,
    'INVALID_CONDITION_OPERATOR',
    'error',
    path,
    `AWS has no operator ${quoted(name)}.${fixed ? ` Is ${fixed} meant?` : ''}`,
    fixed === undefined ? undefined : renameOperator(place, block, name, fixed),
  )
}

function checkCase(place: Place, keys: readonly string[], path: Path): Finding[] {
  const seen = new Map<string, string>()
  return keys.flatMap((key) => {
    const lower = key.toLowerCase()
    const before = seen.get(lower)
    seen.set(lower, key)
    if (before === undefined) return []
    const message = `${quoted(before)} and ${quoted(key)} are one key for AWS, which ignores their case. Put all values into one.`
    return [found(place, 'DUPLICATE_KEYS_WITH_DIFFERENT_CASE', 'warning', [...path, key], message)]
  })
}

function checkTest(place: Place, test: ConditionTest): Finding[] {
  return [
    ...checkKey(place, test),
    ...checkQualifier(place, test),
    ...checkValueList(place, test),
    ...checkValues(place, test),
    ...checkVariables(place, test),
  ]
}

function checkValueList(place: Place, test: ConditionTest): Finding[] {
  const { values, path, key } = test
  const list = asList(values)
  if (list.some((value) => typeof value === 'object'))
    return [
      found(
        place,
        'DATA_TYPE_MISMATCH',
        'error',
        path,
        `${quoted(key)} is compared with a text or a list of texts.`,
      ),
    ]
  if (list.length === 0) return [emptyList(place, test)]
  const types = new Set(list.map((value) => typeof value))
  if (types.size > 1)
    return [
      found(
        place,
        'INVALID_CONDITION_DATA_TYPE',
        'warning',
        path,
        'The values are of several kinds. Put all of them in quotes.',
        changeTest(place, test, 'Put all in quotes', { values: list.map(String) }),
      ),
    ]
  if (list.length > 1 && list.every((value) => /^(true|false)$/i.test(String(value))))
    return [
      found(
        place,
        'INVALID_CONDITION_MULTIPLE_BOOLEAN',
        'warning',
        path,
        'True or false is compared with one value only.',
      ),
    ]
  return []
}

function emptyList(place: Place, test: ConditionTest): Finding {
  const { operator, path, key } = test
  const { qualifier, ifExists, negated } = operator
  const code = qualifier
    ? (`EMPTY_ARRAY_CONDITION_${qualifier === 'ForAnyValue' ? 'FORANYVALUE' : 'FORALLVALUES'}` as const)
    : ifExists
      ? 'EMPTY_ARRAY_CONDITION_IFEXISTS'
      : 'EMPTY_ARRAY_CONDITION'
  const say = (message: string, fix?: Fix) => found(place, code, 'suggestion', path, message, fix)
  if (negated) return say('The list of values is empty.')
  if (qualifier === 'ForAllValues' || (ifExists && !qualifier))
    return say(
      'With no values this holds only when the request has no such key. Null says that more clearly.',
      changeTest(place, test, `Write Null ${key}`, { operator: 'Null', values: 'true' }),
    )
  // To remove a grant that never holds opens nothing; a denial might be meant otherwise.
  return say(
    'With no values this never holds, so the statement says nothing.',
    place.statement.effect === 'Allow' ? removeStatement(place) : undefined,
  )
}
