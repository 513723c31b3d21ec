import { createHash } from 'node:crypto'

export type Random = {
  /** At least 0 and less than 1. */
  next: () => number
  /** A whole number of `from` to `to`, both included. */
  between: (from: number, to: number) => number
  pick: <T>(from: readonly [T, ...T[]]) => T
  chance: (probability: number) => boolean
}

/** The same numbers for the same seed, every time: what is seeded must be the same on every machine. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  function next(): number {
    // An xorshift: three shifts whose period covers all 32-bit numbers but 0.
    state ||= 0x9e3779b9
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state / 2 ** 32
  }
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    between,
    pick: (from) => from[between(0, from.length - 1)] ?? from[0],
    chance: (probability) => next() < probability,
  }
}

/** A number of 31 bits that a text always gives. */
export function seedOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) >>> 1
}
