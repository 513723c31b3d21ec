import { parsePolicyDate } from '@/lib/policy/evaluate/policy-date'

/** A number for every different answer that numbers give to comparisons with these: each, and one between any two. */
export function distinctNumbers(values: readonly string[]): string[] {
  return around(values.map(Number).filter(Number.isFinite)).map(String)
}

/** The same of times, in ISO 8601. */
export function distinctDates(values: readonly string[]): string[] {
  const times = values.flatMap((value) => parsePolicyDate(value) ?? [])
  return around(times).map((time) => new Date(time).toISOString())
}

function around(values: readonly number[]): number[] {
  const sorted = [...new Set(values)].sort((a, b) => a - b)
  const [first = 0] = sorted
  return [
    first - 1000,
    ...sorted.flatMap((value, index) => [value, (value + (sorted[index + 1] ?? value + 2000)) / 2]),
  ]
}
