import { hasHostBits, type IpRange, networkText, parseIpRange, rangeContains } from '../ip-range'
import type { Json } from '../json'
import { isObject } from '../json-tree'
import { quoted } from '../quoted'
import type { ConditionTest } from './condition-checks'
import { changeItems, type Finding, type Fix, found, type Place, setMember } from './finding'

/** Networks that no address on the internet is from (RFC 1918, RFC 4193). */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'].flatMap(
  (text) => parseIpRange(text) ?? [],
)

/** What is wrong with one value that is compared with an address. */
export function checkRange(place: Place, test: ConditionTest, text: string): Finding[] {
  const range = parseIpRange(text)
  if (!range)
    return [
      found(
        place,
        'TYPE_MISMATCH_IP_RANGE',
        'warning',
        test.path,
        `${quoted(text)} is neither an address nor a range such as 203.0.113.0/24.`,
      ),
    ]
  if (range.version !== 4 || !hasHostBits(range)) return []
  const network = networkText(range)
  const message = `${text} is read as ${network}: what stands behind the first ${range.prefix} bits is ignored.`
  return [
    found(
      place,
      'IMPROVE_IP_RANGE',
      'suggestion',
      test.path,
      message,
      replaceValue(place, test, text, network),
    ),
  ]
}

/** A caller’s address is its public one, so a private range in aws:SourceIp is never met. */
export function checkPrivateRanges(
  place: Place,
  { operator, key, path }: ConditionTest,
  values: readonly Json[],
): Finding[] {
  if (operator.type !== 'ip' || key.toLowerCase() !== 'aws:sourceip' || values.length === 0) return []
  const ranges = values.map((value) => parseIpRange(String(value)))
  const hidden = ranges.filter((range) => range && isPrivate(range)).length
  if (hidden === 0) return []
  const all = hidden === values.length
  const where = 'AWS sees a caller’s public address. For addresses inside a VPC there is aws:VpcSourceIp.'
  if (operator.negated)
    return all
      ? [
          found(
            place,
            'PRIVATE_NOT_IP_ADDRESS',
            'warning',
            path,
            `These ranges are private, so everybody is outside of them. ${where}`,
          ),
        ]
      : [
          found(
            place,
            'PRIVATE_NOT_IP_ADDRESS_SUBSET',
            'suggestion',
            path,
            `Some of these ranges are private and have no effect. ${where}`,
          ),
        ]
  return all
    ? [
        found(
          place,
          'PRIVATE_IP_ADDRESS',
          'warning',
          path,
          `These ranges are private, so nobody is inside of them. ${where}`,
        ),
      ]
    : [
        found(
          place,
          'PRIVATE_IP_ADDRESS_SUBSET',
          'suggestion',
          path,
          `Some of these ranges are private and have no effect. ${where}`,
        ),
      ]
}

function isPrivate(range: IpRange): boolean {
  return PRIVATE.some((network) => rangeContains(network, range))
}

function replaceValue(place: Place, { name, key }: ConditionTest, old: string, by: string): Fix | undefined {
  return changeTest(place, name, key, (values) => changeItems(values, (item) => [item === old ? by : item]))
}

function changeTest(
  place: Place,
  name: string,
  key: string,
  change: (values: Json) => Json,
): Fix | undefined {
  const block = place.value.Condition
  const keys = isObject(block) ? block[name] : undefined
  const values = isObject(keys) ? keys[key] : undefined
  if (!isObject(block) || !isObject(keys) || values === undefined) return undefined
  const changed = { ...block, [name]: { ...keys, [key]: change(values) } }
  return setMember(place, 'Write the range plainly', 'Condition', changed)
}
