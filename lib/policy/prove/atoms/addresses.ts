import { addressText, type IpRange, parseIpRange } from '@/lib/policy/evaluate/ip-range'

const WIDTH = { 4: 32n, 6: 128n } as const
const VERSIONS = [4, 6] as const

/** Shown where any address will do (RFC 5737 and 3849: addresses for documentation). */
const EXAMPLES = ['203.0.113.10', '2001:db8::10', '0.0.0.0', '::']

/** Addresses in a row, from the first to the one behind the last. */
type Stretch = { first: bigint; behind: bigint }

/** A list of ranges as the stretches that they cover together, without a gap inside and with one between any two. */
export type AddressSet = Readonly<Record<4 | 6, readonly Stretch[]>>

/** What these ranges cover together. A text that is no range covers nothing. */
export function addressSet(ranges: readonly string[]): AddressSet {
  const parsed = ranges.flatMap((text) => parseIpRange(text) ?? [])
  const of = (version: 4 | 6) => joined(parsed.filter((range) => range.version === version).map(stretchOf))
  return { 4: of(4), 6: of(6) }
}

/** Whether an address, or every address of a range, is in the set. */
export function hasAddress(set: AddressSet, text: string): boolean {
  const range = parseIpRange(text)
  if (!range) return false
  const { first, behind } = stretchOf(range)
  const stretch = set[range.version].findLast((one) => one.first <= first)
  return stretch !== undefined && behind <= stretch.behind
}

/** An address for every different answer that addresses give to these sets: the first of every stretch, and the first behind it. */
export function distinctAddresses(sets: readonly AddressSet[]): string[] {
  return [
    ...EXAMPLES,
    ...VERSIONS.flatMap((version) => {
      const bounds = sets.flatMap((set) => set[version].flatMap(({ first, behind }) => [first, behind]))
      return [...new Set(bounds)]
        .filter((bound) => bound < 1n << WIDTH[version])
        .map((bound) => addressText(version, bound))
    }),
  ]
}

function joined(stretches: readonly Stretch[]): Stretch[] {
  const found: Stretch[] = []
  for (const { first, behind } of stretches.toSorted((one, other) => (one.first < other.first ? -1 : 1))) {
    const last = found.at(-1)
    if (!last || first > last.behind) found.push({ first, behind })
    else if (behind > last.behind) last.behind = behind
  }
  return found
}

function stretchOf({ version, bits, prefix }: IpRange): Stretch {
  const rest = WIDTH[version] - BigInt(prefix)
  const first = (bits >> rest) << rest
  return { first, behind: first + (1n << rest) }
}
