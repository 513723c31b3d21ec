import { parsePolicyDate } from '@/lib/policy/evaluate/policy-date'
import type { Json } from '@/lib/policy/json/json'
import { asList } from '@/lib/policy/json/json-tree'
import { quoted } from '@/lib/text/quoted'
import { suggest } from '@/lib/text/suggest'
import { changeTest, replaceValue } from './condition-fixes'
import type { ConditionTest } from './condition-test'
import { type Finding, type Fix, found, type Place } from './finding'
import { checkPrivateRanges, checkRange } from './range-checks'
import { REGIONS } from './regions'

export function checkValues(place: Place, test: ConditionTest): Finding[] {
  const values = asList(test.values).filter((value) => typeof value !== 'object')
  const findings = values.flatMap((value) =>
    [...checkType(place, test, value), ...checkShape(place, test, value)].map((finding) => ({
      ...finding,
      about: [String(value)],
    })),
  )
  return [...findings, ...checkPrivateRanges(place, test, values), ...checkNumbers(place, test, values)]
}

function checkType(place: Place, test: ConditionTest, value: Json): Finding[] {
  const text = String(value)
  if (text.includes('${')) return []
  const { operator, path } = test
  const say = (code: Finding['code'], wanted: string, fix?: Fix) => [
    found(place, code, 'warning', path, `${operator.base} needs ${wanted}, not ${quoted(text)}.`, fix),
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
      return typeof value === 'string'
        ? []
        : say('TYPE_MISMATCH_STRING', 'a string in quotes', replaceValue(place, test, value, text))
    default:
      return []
  }
}

function checkDate(place: Place, test: ConditionTest, text: string): Finding[] {
  const { operator, path } = test
  if (parsePolicyDate(text) !== undefined) return []
  if (/^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}/.test(text))
    return [
      found(
        place,
        'INVALID_DATE_VALUE',
        'warning',
        path,
        `${quoted(text)} is ambiguous. Write the date as 2027-01-31 or 2027-01-31T12:00:00Z.`,
        yearFirst(place, test, text),
      ),
    ]
  return [
    found(
      place,
      'TYPE_MISMATCH_DATE',
      'warning',
      path,
      `${operator.base} needs a date, not ${quoted(text)}.`,
    ),
  ]
}

function checkShape(place: Place, test: ConditionTest, value: Json): Finding[] {
  const { operator, name, key, path } = test
  const text = String(value)
  if (text.includes('${') || operator.type === 'null') return []
  const findings: Finding[] = []
  const like = name.replace('Equals', 'Like')
  if (operator.type === 'string' && !operator.wildcards && /[*?]/.test(text))
    findings.push(
      found(
        place,
        'WILDCARD_WITHOUT_LIKE_OPERATOR',
        'warning',
        path,
        `${operator.base} takes ${quoted(text)} literally; wildcards only work with StringLike.`,
        operator.base.includes('IgnoreCase')
          ? undefined
          : changeTest(place, test, `Change to ${like}`, { operator: like }),
      ),
    )
  const lower = key.toLowerCase()
  const exact = !/[*?]/.test(text)
  if (lower === 'aws:requestedregion' && exact && !REGIONS.includes(text))
    findings.push(unknownRegion(place, test, text))
  if (/^aws:(ec2instance)?sourcevpc$/.test(lower) && exact && !/^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/.test(text))
    findings.push(
      found(
        place,
        'INVALID_VPC_FORMAT',
        'warning',
        path,
        `${quoted(text)} is not a VPC ID, which is vpc- followed by 8 or 17 hexadecimal digits.`,
      ),
    )
  if (lower === 'aws:sourcevpce' && exact && !/^vpce-([0-9a-f]{8}|[0-9a-f]{17})$/.test(text))
    findings.push(
      found(
        place,
        'INVALID_VPCE_FORMAT',
        'warning',
        path,
        `${quoted(text)} is not a VPC endpoint ID, which is vpce- followed by 8 or 17 hexadecimal digits.`,
      ),
    )
  if (
    /^aws:(principal|resource|source|vpce)org(id|paths)$/.test(lower) &&
    exact &&
    !isOrganization(lower, text)
  )
    findings.push(
      found(
        place,
        'ECR_ORGANIZATION_ID',
        'warning',
        path,
        `${quoted(text)} is not an organisation ${lower.endsWith('paths') ? 'path' : 'ID'}, which is o- followed by 10 to 32 lowercase letters and digits${lower.endsWith('paths') ? ', and a slash' : ''}. It never matches.`,
      ),
    )
  if (operator.type === 'arn' && /\s/.test(text))
    findings.push(
      found(
        place,
        'ECR_SPACE_IN_ARN',
        'warning',
        path,
        `${quoted(text)} contains a space, so it never matches.`,
        replaceValue(place, test, text, text.replace(/\s+/g, '')),
      ),
    )
  return findings
}

/** AWS Organizations API reference: Organization, Id. */
function isOrganization(key: string, text: string): boolean {
  return (key.endsWith('paths') ? /^o-[a-z0-9]{10,32}\// : /^o-[a-z0-9]{10,32}$/).test(text)
}

/** Only a date that starts with its year is unambiguous. */
function yearFirst(place: Place, test: ConditionTest, text: string): Fix | undefined {
  const [, year = '', month = '', day = ''] = /^(\d{4})[./-](\d{1,2})[./-](\d{1,2})$/.exec(text) ?? []
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return parsePolicyDate(date) === undefined ? undefined : replaceValue(place, test, text, date)
}

function unknownRegion(place: Place, test: ConditionTest, text: string): Finding {
  const meant = suggest(text, REGIONS)
  const message = `Unknown region ${quoted(text)}.${meant ? ` Did you mean ${meant}?` : ''}`
  const fix = meant === undefined ? undefined : replaceValue(place, test, text, meant)
  return found(place, 'INVALID_REGION', 'warning', test.path, message, fix)
}

function checkNumbers(place: Place, test: ConditionTest, values: readonly Json[]): Finding[] {
  const { operator, path } = test
  if (operator.type !== 'numeric' || !/(Less|Greater)Than/.test(operator.base) || values.length < 2) return []
  const less = operator.base.includes('Less')
  const numbers = values.map(Number)
  const counts = values[numbers.indexOf(less ? Math.max(...numbers) : Math.min(...numbers))]
  return [
    found(
      place,
      'REDUNDANT_CONDITION_VALUE_NUM',
      'suggestion',
      path,
      `Only the ${less ? 'largest' : 'smallest'} of these numbers counts.`,
      counts === undefined
        ? undefined
        : changeTest(place, test, `Keep ${String(counts)}`, { values: counts }),
    ),
  ]
}
