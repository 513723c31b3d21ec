import { expect, it } from 'vitest'
import { inTurns } from './in-turns'

it('serves others between any two steps', async () => {
  const order: string[] = []
  function* work() {
    for (const step of ['one', 'two', 'three']) {
      order.push(step)
      setImmediate(() => order.push(`after ${step}`))
      yield undefined
    }
    return 'done'
  }
  expect(await inTurns(work())).toBe('done')
  expect(order).toEqual(['one', 'after one', 'two', 'after two', 'three', 'after three'])
})
