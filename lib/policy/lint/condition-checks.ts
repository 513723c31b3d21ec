import type { Json, JsonObject } from '../json'
import { asList, isObject, type Path } from '../json-tree'
import { nearest } from '../nearest'
import { OPERATORS, type Operator, parseOperator } from '../operators'
import { quoted } from '../quoted'
import { type ConditionKey, conditionKey, fits, KEY_NAMES, lacksTagName } from './condition-keys'
import { type Finding, type Fix, found, type Place, setMember } from './finding'
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
    ...checkNull(place, operator, path),
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
    fixed === undefined || Object.hasOwn(block, fixed)
      ? undefined
      : renameOperator(place, block, name, fixed),
  )
}

function checkNull(place: Place, { type, qualifier }: Operator, path: Path): Finding[] {
  if (type !== 'null' || !qualifier) return []
  return [
    found(
      place,
      'NULL_WITH_QUALIFIER',
      'suggestion',
      path,
      `${qualifier} means nothing before Null. Leave it out.`,
    ),
  ]
}

function checkCase(place: Place, keys: readonly string[], path: Path): Finding[] {
  const seen = new Map<string, string>()
  return keys.flatMap((key) => {
    const lower = key.toLowerCase()
    const before = seen.get(lower)
    seen.set(lower, key)
    if (before === undefined) return []
    const message = `${quoted(before)} and ${quoted(key)} are one key for AWS, which ignores their case. Put all values into one.`
    return [found(place, 'DUPLICATE_KEYS_WITH_DIFFERENT_CASE', 'error', [...path, key], message)]
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

function checkKey(place: Place, test: ConditionTest): Finding[] {
  const { key, known, operator, path } = test
  if (!/^[\w-]+:\S+$/.test(key))
    return [
      found(
        place,
        'INVALID_CONDITION_KEY_FORMAT',
        'error',
        path,
        `A condition key is written prefix:name, not ${quoted(key)}.`,
      ),
    ]
  if (key.toLowerCase() === 'aws:arn')
    return [
      found(
        place,
        'UNSUPPORTED_GLOBAL_CONDITION_KEY',
        'warning',
        path,
        'Write aws:PrincipalArn for the caller, or aws:SourceArn for the calling resource; aws:ARN is not supported.',
      ),
    ]
  if (lacksTagName(key))
    return [
      found(
        place,
        'MISSING_TAG_KEY_IN_CONDITION',
        'error',
        path,
        `The name of the tag is missing: write ${key.replace(/\/$/, '')}/NAME.`,
      ),
    ]
  if (!known) return unknownKey(place, key, path)
  if (fits(operator.type, known.type)) return []
  return [
    found(
      place,
      'TYPE_MISMATCH',
      'warning',
      path,
      `${known.name} is ${{ string: 'a text', arn: 'an ARN', bool: 'true or false', numeric: 'a number', date: 'a date', ip: 'an address' }[known.type]}, which ${operator.base} does not compare.`,
    ),
  ]
}

/** The lists here may be older than AWS’s, so an unknown key is never an error. */
function unknownKey(place: Place, key: string, path: Path): Finding[] {
  const prefix = key.slice(0, key.indexOf(':')).toLowerCase()
  if (prefix !== 'aws' && prefix !== 'ecr') return []
  const meant = nearest(key, KEY_NAMES)
  const message = `Nobody here knows the key ${quoted(key)}.${meant ? ` Is ${meant} meant?` : ''}`
  return [
    found(
      place,
      prefix === 'aws' ? 'INVALID_GLOBAL_CONDITION_KEY' : 'INVALID_SERVICE_CONDITION_KEY',
      'warning',
      path,
      message,
    ),
  ]
}

function checkQualifier(place: Place, { operator, known, path, name }: ConditionTest): Finding[] {
  if (!known || operator.type === 'null') return []
  if (known.multivalued && !operator.qualifier)
    return [
      found(
        place,
        'MISSING_QUALIFIER',
        'warning',
        path,
        `A request holds several values of ${known.name}: write ForAnyValue:${name} or ForAllValues:${name}.`,
      ),
    ]
  if (!known.multivalued && operator.qualifier === 'ForAllValues' && place.statement.effect === 'Allow')
    return [
      found(
        place,
        'FORALLVALUES_WITH_SINGLE_VALUED_KEY',
        'security',
        path,
        `ForAllValues also holds when a request has no ${known.name}, which lets such requests in. Leave it out: the key has one value.`,
      ),
    ]
  return []
}

function checkValueList(place: Place, { operator, values, path, key }: ConditionTest): Finding[] {
  const list = asList(values)
  if (isObject(values) || list.some((value) => typeof value === 'object'))
    return [
      found(
        place,
        'DATA_TYPE_MISMATCH',
        'error',
        path,
        `${quoted(key)} is compared with a text or a list of texts.`,
      ),
    ]
  if (list.length === 0) return [emptyList(place, operator, path)]
  const types = new Set(list.map((value) => typeof value))
  if (types.size > 1)
    return [
      found(
        place,
        'INVALID_CONDITION_DATA_TYPE',
        'error',
        path,
        'The values are of several kinds. Put all of them in quotes.',
      ),
    ]
  if (list.length > 1 && list.every((value) => /^(true|false)$/i.test(String(value))))
    return [
      found(
        place,
        'INVALID_CONDITION_MULTIPLE_BOOLEAN',
        'error',
        path,
        'True or false is compared with one value only.',
      ),
    ]
  return []
}

function emptyList(place: Place, { qualifier, ifExists }: Operator, path: Path): Finding {
  if (qualifier === 'ForAllValues')
    return found(
      place,
      'EMPTY_ARRAY_CONDITION_FORALLVALUES',
      'suggestion',
      path,
      'With no values this holds only when the request has no such key. Null says that more clearly.',
    )
  if (qualifier === 'ForAnyValue')
    return found(
      place,
      'EMPTY_ARRAY_CONDITION_FORANYVALUE',
      'suggestion',
      path,
      'With no values this never holds, so the statement says nothing.',
    )
  if (ifExists)
    return found(
      place,
      'EMPTY_ARRAY_CONDITION_IFEXISTS',
      'suggestion',
      path,
      'With no values this holds only when the request has no such key. Null says that more clearly.',
    )
  return found(place, 'EMPTY_ARRAY_CONDITION', 'suggestion', path, 'The list of values is empty.')
}

function renameOperator(place: Place, block: JsonObject, name: string, to: string): Fix {
  const renamed = Object.entries(block).map(
    ([operator, keys]) => [operator === name ? to : operator, keys] as const,
  )
  return setMember(place, `Write ${to}`, 'Condition', Object.fromEntries(renamed))
}
