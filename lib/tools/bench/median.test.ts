import { expect, test } from 'vitest'
import { median } from './median'

test.each([
  [[7], 7],
  [[3, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
  [[10, 9, 100], 10],
])('the median of %j is %d', (values, middle) => {
  expect(median(values)).toBe(middle)
})

test('doesn’t reorder the values', () => {
  const values = [3, 1, 2]
  median(values)
  expect(values).toEqual([3, 1, 2])
})

test('an empty list has no median', () => {
  expect(() => median([])).toThrow('Nothing was measured')
})
