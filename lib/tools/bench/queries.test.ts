import { expect, test } from 'vitest'
import { drawQueries, drawWords } from './queries'

const names = Array.from(
  { length: 500 },
  (_, index) => `cwp/${['auth', 'billing', 'mail'][index % 3]}-${index}`,
)

test('the queries are parts of the names, of every length up to 12, and the same every time', () => {
  const queries = drawQueries(names, 400)
  expect(queries).toEqual(drawQueries(names, 400))
  expect(queries.every((query) => names.some((name) => name.includes(query)))).toBe(true)
  expect(new Set(queries.map(({ length }) => length))).toEqual(
    new Set(Array.from({ length: 12 }, (_, i) => i + 1)),
  )
})

test('every letter of a word changes how many names contain it', () => {
  const words = drawWords(names, 5)
  expect(words).toHaveLength(5)
  for (const { text, counts } of words) {
    const wanted = [...text].map(
      (_, at) => names.filter((name) => name.includes(text.slice(0, at + 1))).length,
    )
    expect(counts).toEqual(wanted)
    expect([...counts].sort((a, b) => b - a)).toEqual(counts)
    expect(new Set([names.length, ...counts]).size).toBe(counts.length + 1)
    expect(counts.at(-1)).toBeGreaterThanOrEqual(3)
  }
})
