/** A range of IP addresses: its bits, of which only the first `prefix` count. */
export type IpRange = { version: 4 | 6; bits: bigint; prefix: number }

const WIDTH = { 4: 32, 6: 128 } as const

/** Parses an IPv4 or IPv6 address or CIDR range; undefined for anything else. A bare address is a range of one. */
export function parseIpRange(text: string): IpRange | undefined {
  const [, address = '', length] = /^([0-9a-fA-F:.]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const v4 = parseV4(address)
  const bits = v4 ?? parseV6(address)
  if (bits === undefined) return undefined
  const version = v4 === undefined ? 6 : 4
  const prefix = length === undefined ? WIDTH[version] : Number(length)
  return prefix <= WIDTH[version] ? { version, bits, prefix } : undefined
}

/** Whether every address of the inner range is in the outer one. Addresses of different versions never are. */
export function rangeContains(outer: IpRange, inner: IpRange): boolean {
  return (
    outer.version === inner.version &&
    outer.prefix <= inner.prefix &&
    network(outer) === network({ ...inner, prefix: outer.prefix })
  )
}

/** Whether the address has bits after its prefix, as in 10.1.2.3/8, which are ignored. */
export function hasHostBits(range: IpRange): boolean {
  const rest = BigInt(WIDTH[range.version] - range.prefix)
  return range.bits !== network(range) << rest
}

/** The same range as text, with the bits after its prefix cleared: 10.0.0.0/8, 2001:db8::/32. */
export function networkText(range: IpRange): string {
  const cleared = network(range) << BigInt(WIDTH[range.version] - range.prefix)
  return `${addressText(range.version, cleared)}/${range.prefix}`
}

/** An address as text: 10.0.0.1, 2001:db8::. Only groups of 0 at its end are shortened, as in every network’s address. */
export function addressText(version: 4 | 6, bits: bigint): string {
  const parts = (count: number, width: bigint) =>
    Array.from(
      { length: count },
      (_, at) => (bits >> (width * BigInt(count - 1 - at))) & ((1n << width) - 1n),
    )
  if (version === 4) return parts(4, 8n).join('.')
  const groups = parts(8, 16n).map((group) => group.toString(16))
  // Everything after the last nonzero group is written as ::, as usual for networks.
  const used = groups.findLastIndex((group) => group !== '0') + 1
  return used < 8 ? `${groups.slice(0, used).join(':')}::` : groups.join(':')
}

function network({ version, bits, prefix }: IpRange): bigint {
  return bits >> BigInt(WIDTH[version] - prefix)
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined
  return parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n)
}

function parseV6(text: string): bigint | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const groups =
    halves.length === 1
      ? head
      : [...(head ?? []), ...zeros(8 - (head?.length ?? 0) - (tail?.length ?? 0)), ...(tail ?? [])]
  if (groups?.length !== 8 || !groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined
  return groups.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n)
}

function zeros(count: number): string[] {
  return Array.from({ length: Math.max(count, 0) }, () => '0')
}
