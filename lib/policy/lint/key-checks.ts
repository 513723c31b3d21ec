import type { Path } from '@/lib/policy/json/json-tree'
import { quoted } from '@/lib/text/quoted'
import { suggest } from '@/lib/text/suggest'
import { changeTest } from './condition-fixes'
import { conditionKey, fits, KEY_NAMES, type KeyType, lacksTagName } from './condition-keys'
import type { ConditionTest } from './condition-test'
import { type Finding, type Fix, found, type Place } from './finding'

const TYPE_WORDS: Readonly<Record<KeyType, string>> = {
  string: 'a string',
  arn: 'an ARN',
  bool: 'a boolean',
  numeric: 'a number',
  date: 'a date',
  ip: 'an IP address',
}

/** For each type, the operators that test whether a key is, or is not, one of the values. */
const EQUALS: Readonly<Record<KeyType, { is: string; isNot?: string }>> = {
  string: { is: 'StringEquals', isNot: 'StringNotEquals' },
  arn: { is: 'ArnLike', isNot: 'ArnNotLike' },
  bool: { is: 'Bool' },
  numeric: { is: 'NumericEquals', isNot: 'NumericNotEquals' },
  date: { is: 'DateEquals', isNot: 'DateNotEquals' },
  ip: { is: 'IpAddress', isNot: 'NotIpAddress' },
}

export function checkKey(place: Place, test: ConditionTest): Finding[] {
  const { key, known, operator, path } = test
  const rename = (to: string | undefined) =>
    to === undefined ? undefined : changeTest(place, test, `Change to ${to}`, { key: to })
  if (!/^[\w-]+:\S+$/.test(key)) {
    const meant = conditionKey(`aws:${key}`)?.name
    const message = `Condition keys have the form prefix:name, unlike ${quoted(key)}.${meant ? ` Did you mean ${meant}?` : ''}`
    return [found(place, 'INVALID_CONDITION_KEY_FORMAT', 'error', path, message, rename(meant))]
  }
  if (key.toLowerCase() === 'aws:arn')
    return [
      found(
        place,
        'UNSUPPORTED_GLOBAL_CONDITION_KEY',
        'warning',
        path,
        'aws:ARN is not supported. Use aws:PrincipalArn for the caller, or aws:SourceArn for the calling resource.',
        rename('aws:PrincipalArn'),
      ),
    ]
  // Amazon SNS Developer Guide: aws:SourceAccount versus aws:SourceOwner.
  if (key.toLowerCase() === 'aws:sourceowner')
    return [
      found(
        place,
        'DEPRECATED_GLOBAL_CONDITION_KEY',
        'warning',
        path,
        'aws:SourceOwner is an older key that few services send. Use aws:SourceAccount.',
        rename('aws:SourceAccount'),
      ),
    ]
  if (lacksTagName(key))
    return [
      found(
        place,
        'MISSING_TAG_KEY_IN_CONDITION',
        'warning',
        path,
        `The name of the tag is missing. Write ${key.replace(/\/$/, '')}/NAME.`,
      ),
    ]
  if (!known) return unknownKey(place, key, path, rename)
  if (fits(operator.type, known.type)) return []
  const message = `${known.name} is ${TYPE_WORDS[known.type]}, which ${operator.base} can’t compare.`
  return [found(place, 'TYPE_MISMATCH', 'warning', path, message, fittingOperator(place, test, known.type))]
}

/** The lists here may be out of date, so an unknown key is never an error. */
function unknownKey(
  place: Place,
  key: string,
  path: Path,
  rename: (to: string | undefined) => Fix | undefined,
): Finding[] {
  const prefix = key.slice(0, key.indexOf(':')).toLowerCase()
  if (prefix !== 'aws' && prefix !== 'ecr') return []
  const meant = suggest(key, KEY_NAMES)
  const message = `Unknown condition key ${quoted(key)}.${meant ? ` Did you mean ${meant}?` : ''}`
  const code = prefix === 'aws' ? 'INVALID_GLOBAL_CONDITION_KEY' : 'INVALID_SERVICE_CONDITION_KEY'
  return [found(place, code, 'warning', path, message, rename(meant))]
}

/** The same comparison for another type of key; undefined where that type has none, as with “less than”. */
function fittingOperator(place: Place, test: ConditionTest, type: KeyType): Fix | undefined {
  const { base, qualifier, negated, ifExists } = test.operator
  const fitting = negated ? EQUALS[type].isNot : EQUALS[type].is
  if (!/Equals$|Like$|^Bool$|IpAddress$/.test(base) || /Than/.test(base) || !fitting) return undefined
  const operator = `${qualifier ? `${qualifier}:` : ''}${fitting}${ifExists ? 'IfExists' : ''}`
  return changeTest(place, test, `Change to ${operator}`, { operator })
}
