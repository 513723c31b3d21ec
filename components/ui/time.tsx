const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['week', 7 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

export function ago(time: number, now: number): string {
  for (const [unit, length] of UNITS)
    if (Math.abs(now - time) >= length)
      return relative.format(-Math.floor(Math.abs(now - time) / length), unit)
  return 'just now'
}

/** A moment in relative words, with the exact time on hover. Both are milliseconds since 1970. */
export function Time({ at, now }: { at: number; now: number }) {
  const iso = new Date(at).toISOString()
  return (
    <time dateTime={iso} title={`${iso.slice(0, 16).replace('T', ' ')} UTC`}>
      {ago(at, now)}
    </time>
  )
}
