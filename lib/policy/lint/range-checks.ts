import { hasHostBits, networkText, parseIpRange, rangeContains } from '@/lib/policy/evaluate/ip-range'
import type { Json } from '@/lib/policy/json/json'
import { quoted } from '@/lib/text/quoted'
import { changeTest, removeTest, replaceValue } from './condition-fixes'
import type { ConditionTest } from './condition-test'
import { changeItems, type Finding, type Fix, found, type Place, type Severity } from './finding'

/** Networks whose addresses never appear on the internet (RFC 1918, RFC 4193). */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'].flatMap(
  (text) => parseIpRange(text) ?? [],
)

export function checkRange(place: Place, test: ConditionTest, text: string): Finding[] {
  const range = parseIpRange(text)
  if (!range)
    return [
      found(
        place,
        'TYPE_MISMATCH_IP_RANGE',
        'warning',
        test.path,
        `${quoted(text)} is neither an IP address nor a range such as 203.0.113.0/24.`,
      ),
    ]
  if (!hasHostBits(range)) return []
  const network = networkText(range)
  const message = `AWS reads ${text} as ${network}: it ignores everything after the first ${range.prefix} bits.`
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

const WHERE = 'AWS sees the caller’s public address. For addresses inside a VPC, use aws:VpcSourceIp.'

/** aws:SourceIp is the caller’s public address, so a private range never matches. */
export function checkPrivateRanges(place: Place, test: ConditionTest, values: readonly Json[]): Finding[] {
  const { operator, key, path } = test
  if (operator.type !== 'ip' || key.toLowerCase() !== 'aws:sourceip') return []
  const hidden = values.filter(isPrivate)
  if (hidden.length === 0) return []
  const say = (code: Finding['code'], severity: Severity, message: string, fix?: Fix) => [
    found(place, code, severity, path, `${message} ${WHERE}`, fix),
  ]
  if (hidden.length < values.length) {
    const code = operator.negated ? 'PRIVATE_NOT_IP_ADDRESS_SUBSET' : 'PRIVATE_IP_ADDRESS_SUBSET'
    const left = changeItems(test.values, (value) => (isPrivate(value) ? [] : [value]))
    const fix = changeTest(place, test, 'Remove the private ranges', { values: left })
    return say(code, 'suggestion', 'Some of these ranges are private and have no effect.', fix)
  }
  if (!operator.negated)
    return say('PRIVATE_IP_ADDRESS', 'warning', 'These ranges are private, so no caller is in them.')
  const fix = removeTest(place, test, `Remove the condition on ${key}`)
  return say(
    'PRIVATE_NOT_IP_ADDRESS',
    'warning',
    'These ranges are private, so every caller is outside them.',
    fix,
  )
}

function isPrivate(value: Json): boolean {
  const range = parseIpRange(String(value))
  return range !== undefined && PRIVATE.some((network) => rangeContains(network, range))
}
