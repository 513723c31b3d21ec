import { expect, test } from 'vitest'
import { interleave } from './interleave'

test('both sides take turns, and each gets its own median', async () => {
  const order: string[] = []
  const figures = await interleave(
    { rounds: 3 },
    {
      portal(round) {
        order.push(`A${round}`)
        return [10, 30, 20][round] ?? Number.NaN
      },
      async reference(round) {
        order.push(`B${round}`)
        return [1, 2, 9][round] ?? Number.NaN
      },
    },
  )
  expect(order).toEqual(['A0', 'B0', 'A1', 'B1', 'A2', 'B2'])
  expect(figures).toEqual({ portal: 20, reference: 2 })
})

test('the warm-up does not count', async () => {
  const side = (round: number) => (round < 2 ? 1000 : round)
  expect(await interleave({ rounds: 3, warmUp: 2 }, { portal: side, reference: side })).toEqual({
    portal: 3,
    reference: 3,
  })
})

test('a failing measurement fails', async () => {
  const sides = { portal: () => Promise.reject(new Error('no answer')), reference: () => 1 }
  await expect(interleave({ rounds: 1 }, sides)).rejects.toThrow('no answer')
})
