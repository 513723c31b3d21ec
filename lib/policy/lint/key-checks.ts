import type { Path } from '../json-tree'
import { nearest } from '../nearest'
import { quoted } from '../quoted'
import type { ConditionTest } from './condition-checks'
import { fits, KEY_NAMES, type KeyType, lacksTagName } from './condition-keys'
import { type Finding, found, type Place } from './finding'

const TYPE_WORDS: Readonly<Record<KeyType, string>> = {
  string: 'a text',
  arn: 'an ARN',
  bool: 'true or false',
  numeric: 'a number',
  date: 'a date',
  ip: 'an address',
}

/** What is wrong with the key of one test. */
export function checkKey(place: Place, test: ConditionTest): Finding[] {
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
        'warning',
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
      `${known.name} is ${TYPE_WORDS[known.type]}, which ${operator.base} does not compare.`,
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

/** Whether the operator asks for one value where a request has many, or the other way round. */
export function checkQualifier(place: Place, { operator, known, path, name }: ConditionTest): Finding[] {
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
