import { isAccountId, splitArn } from '@/lib/accounts/arn'
import { parseIpRange } from '@/lib/policy/evaluate/ip-range'
import { allowing } from '@/lib/policy/prove/allow-list'
import { type Decision, decide } from '@/lib/policy/prove/decide'
import type { Condition, Statement } from '@/lib/policy/statement'

/** More addresses than that together count as the whole internet: those of an IPv4 /8 (S3 Block Public Access, “public”). */
const MOST_ADDRESSES = { 4: 2n ** 24n, 6: 2n ** 96n }

/**
 * Whether a statement lets in somebody who is not bound to a fixed value: an organisation, an account, a network (S3 Block
 * Public Access, “public”).
 */
export function publicAccess(statement: Statement, version: string | undefined, owner: string): Decision {
  const bound = statement.conditions.flatMap((condition) => fixed(condition) ?? [])
  return decide({
    allowedBy: [{ statements: [statement], version }],
    butNotBy: [allowing(bound.map((condition) => [condition]))],
    owner,
  })
}

/** What the values of a test bind a caller to, whatever the test makes of them; undefined for nothing. */
function fixed({ key, values }: Condition): Condition | undefined {
  const test = (operator: string, texts: readonly string[]) => ({ operator, key, values: [...texts] })
  switch (key.toLowerCase()) {
    case 'aws:principalaccount':
    case 'aws:principalorgid':
    case 'aws:sourceaccount':
    case 'aws:sourceowner':
    case 'aws:sourceorgid':
    case 'aws:sourcevpc':
    case 'aws:sourcevpce':
    case 'aws:vpceaccount':
    case 'aws:vpceorgid':
      return test('StringEquals', values)
    case 'aws:principalarn':
    case 'aws:sourcearn':
    case 'aws:sourcevpcarn':
      return test('ArnLike', values.flatMap(inAccount))
    case 'aws:principalorgpaths':
    case 'aws:sourceorgpaths':
      return test('ForAnyValue:StringLike', matching(values, /^o-[a-z0-9]+\//, '*'))
    case 'aws:userid':
      // One role’s sessions, or one user.
      return test('StringLike', matching(values, /^A(?:RO|ID)A[A-Z0-9]{12,}/, '*'))
    case 'aws:sourceip':
      return isNarrow(values) ? test('IpAddress', values) : undefined
    default:
      return undefined
  }
}

function inAccount(arn: string): string[] {
  const account = splitArn(arn)[4] ?? ''
  return isAccountId(account) ? [`arn:*:*:*:${account}:*`] : []
}

function matching(values: readonly string[], start: RegExp, rest: string): string[] {
  return values.flatMap((value) => start.exec(value)?.map((found) => found + rest) ?? [])
}

function isNarrow(values: readonly string[]): boolean {
  const ranges = values.flatMap((value) => parseIpRange(value) ?? [])
  return ([4, 6] as const).every((version) => {
    const width = version === 4 ? 32 : 128
    const sizes = ranges.map((range) => (range.version === version ? 2n ** BigInt(width - range.prefix) : 0n))
    return sizes.reduce((sum, size) => sum + size, 0n) <= MOST_ADDRESSES[version]
  })
}
