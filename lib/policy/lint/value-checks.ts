import type { Json } from '../json'
import { asList, isObject } from '../json-tree'
import { parsePolicyDate } from '../policy-date'
import { quoted } from '../quoted'
import type { ConditionTest } from './condition-checks'
import { type Finding, type Fix, found, type Place, setMember } from './finding'
import { checkPrivateRanges, checkRange } from './range-checks'
import { REGIONS } from './regions'

/** What is wrong with the values of one test. */
export function checkValues(place: Place, test: ConditionTest): Finding[] {
  const values = asList(test.values).filter((value) => typeof value !== 'object')
  const findings = values.flatMap((value) => [
    ...checkType(place, test, value),
    ...checkShape(place, test, value),
  ])
  return [...findings, ...checkPrivateRanges(place, test, values), ...checkNumbers(place, test, values)]
}

function checkType(place: Place, test: ConditionTest, value: Json): Finding[] {
  const text = String(value)
  if (text.includes('${')) return []
  const { operator, path } = test
  const say = (code: Finding['code'], wanted: string) => [
    found(
      place,
      code,
      'warning',
      path,
      `${operator.base} compares with ${wanted}, which ${quoted(text)} is not.`,
    ),
  ]
  switch (operator.type) {
    case 'bool':
    case 'null':
      return /^(true|false)$/i.test(text) ? [] : say('TYPE_MISMATCH_BOOLEAN', 'true or false')
    case 'numeric':
      return /^-?\d+(\.\d+)?$/.test(text) ? [] : say('TYPE_MISMATCH_NUMBER', 'a number')
    case 'date':
      return checkDate(place, test, text)
    case 'ip':
      return checkRange(place, test, text)
    case 'string':
    case 'arn':
      return typeof value === 'string' ? [] : say('TYPE_MISMATCH_STRING', 'a text in quotes')
    default:
      return []
  }
}

function checkDate(place: Place, { operator, path }: ConditionTest, text: string): Finding[] {
  if (parsePolicyDate(text) !== undefined) return []
  if (/^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}/.test(text))
    return [
      found(
        place,
        'INVALID_DATE_VALUE',
        'warning',
        path,
        `${quoted(text)} can be read in two ways. Write the date as 2027-01-31 or 2027-01-31T12:00:00Z.`,
      ),
    ]
  return [
    found(
      place,
      'TYPE_MISMATCH_DATE',
      'warning',
      path,
      `${operator.base} compares with a date, which ${quoted(text)} is not.`,
    ),
  ]
}

function checkShape(place: Place, test: ConditionTest, value: Json): Finding[] {
  const { operator, key, path } = test
  const text = String(value)
  if (text.includes('${') || operator.type === 'null') return []
  const findings: Finding[] = []
  if (operator.type === 'string' && !operator.wildcards && /[*?]/.test(text))
    findings.push(
      found(
        place,
        'WILDCARD_WITHOUT_LIKE_OPERATOR',
        'warning',
        path,
        `${operator.base} takes ${quoted(text)} literally; wildcards work with StringLike.`,
        likeFix(place, test),
      ),
    )
  const lower = key.toLowerCase()
  const exact = !/[*?]/.test(text)
  if (lower === 'aws:requestedregion' && exact && !REGIONS.includes(text))
    findings.push(
      found(place, 'INVALID_REGION', 'warning', path, `Nobody here knows a region ${quoted(text)}.`),
    )
  if (/^aws:(ec2instance)?sourcevpc$/.test(lower) && exact && !/^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/.test(text))
    findings.push(
      found(
        place,
        'INVALID_VPC_FORMAT',
        'warning',
        path,
        `${quoted(text)} is not the id of a VPC: vpc- and 8 or 17 digits from 0 to f.`,
      ),
    )
  if (lower === 'aws:sourcevpce' && exact && !/^vpce-([0-9a-f]{8}|[0-9a-f]{17})$/.test(text))
    findings.push(
      found(
        place,
        'INVALID_VPCE_FORMAT',
        'warning',
        path,
        `${quoted(text)} is not the id of a VPC endpoint: vpce- and 8 or 17 digits from 0 to f.`,
      ),
    )
  return findings
}

function checkNumbers(place: Place, { operator, path }: ConditionTest, values: readonly Json[]): Finding[] {
  if (operator.type !== 'numeric' || !/(Less|Greater)Than/.test(operator.base) || values.length < 2) return []
  const counts = operator.base.includes('Less') ? 'greatest' : 'least'
  return [
    found(
      place,
      'REDUNDANT_CONDITION_VALUE_NUM',
      'suggestion',
      path,
      `Only the ${counts} of these numbers counts.`,
    ),
  ]
}

function likeFix(place: Place, { name, key, operator, values }: ConditionTest): Fix | undefined {
  const block = place.value.Condition
  const keys = isObject(block) ? block[name] : undefined
  // Moving one key of several would be two changes, and another StringLike may stand there already.
  if (
    !isObject(block) ||
    !isObject(keys) ||
    Object.keys(keys).length > 1 ||
    operator.base.includes('IgnoreCase')
  )
    return undefined
  const to = name.replace(/Equals/, 'Like')
  if (Object.hasOwn(block, to)) return undefined
  const renamed = Object.entries(block).map(([one, value]) =>
    one === name ? [to, { [key]: values }] : [one, value],
  )
  return setMember(place, `Compare with ${to}`, 'Condition', Object.fromEntries(renamed))
}
