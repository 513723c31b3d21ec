import type { Json, JsonObject } from '@/lib/policy/json/json'
import { asList, isObject, type Path } from '@/lib/policy/json/json-tree'
import { quoted } from '@/lib/text/quoted'
import { suggest } from '@/lib/text/suggest'
import { OPERATORS, parseOperator } from '../operators'
import { changeTest, renameOperator } from './condition-fixes'
import { conditionKey } from './condition-keys'
import type { ConditionTest } from './condition-test'
import { type Finding, type Fix, found, type Place, removeStatement, setMember } from './finding'
import { checkKey } from './key-checks'
import { checkQualifier } from './qualifier-checks'
import { checkValues } from './value-checks'
import { checkVariables } from './variable-checks'

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
        'Condition is empty and restricts nothing.',
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
    return [
      found(
        place,
        'DATA_TYPE_MISMATCH',
        'error',
        path,
        `${name} must be an object of condition keys and values.`,
      ),
    ]
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
      'Null already checks whether the key exists, so it can’t be combined with IfExists.',
      renameOperator(place, block, name, name.replace(/IfExists$/i, '')),
    )
  const [, qualifier = '', base = ''] = /^(ForA(?:ll|ny)Values?:)?(.*)$/i.exec(name) ?? []
  const suffix = /IfExists$/i.test(base) ? 'IfExists' : ''
  const meant = suggest(base.replace(/IfExists$/i, ''), OPERATORS)
  const rightQualifier = /^forall/i.test(qualifier) ? 'ForAllValues:' : qualifier === '' ? '' : 'ForAnyValue:'
  const fixed = meant === undefined ? undefined : `${rightQualifier}${meant}${suffix}`
  return found(
    place,
    'INVALID_CONDITION_OPERATOR',
    'error',
    path,
    `AWS has no operator ${quoted(name)}.${fixed ? ` Did you mean ${fixed}?` : ''}`,
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
    const message = `${quoted(before)} and ${quoted(key)} are the same key: AWS ignores case. Put all values under one of them.`
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
        `The value of ${quoted(key)} must be a string or an array of strings.`,
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
        'The values have different types. Put all of them in quotes.',
        changeTest(place, test, 'Put all values in quotes', { values: list.map(String) }),
      ),
    ]
  if (list.length > 1 && list.every((value) => /^(true|false)$/i.test(String(value))))
    return [
      found(
        place,
        'INVALID_CONDITION_MULTIPLE_BOOLEAN',
        'warning',
        path,
        'A test for true or false can have only one value.',
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
  if (negated) return say('The array of values is empty.')
  if (qualifier === 'ForAllValues' || (ifExists && !qualifier))
    return say(
      'Without values, this is true only when the request doesn’t have the key. Null says so more clearly.',
      changeTest(place, test, `Change to Null ${key}`, { operator: 'Null', values: 'true' }),
    )
  // Removing an Allow that never applies changes nothing; a Deny may have been meant to apply.
  return say(
    'Without values, this is never true, so the statement has no effect.',
    place.statement.effect === 'Allow' ? removeStatement(place) : undefined,
  )
}
