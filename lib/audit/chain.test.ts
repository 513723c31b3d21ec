import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hashOf } from './chain'
import { RECORD } from './test-chain'

const KEY = 'a key of at least thirty-two characters'

describe('the hash of a record', () => {
  it('can be computed by anyone from the documented text', () => {
    const text =
      '[1,7,"2026-11-23T09:30:00.000Z","cwp-engineer","Zoë","permissions.save","done",6,"252775557553","us-west-2","cwp/consul",null,"a \\"release\\"\\nof today",null,"{}",null,"b7a5","v1.before"]'
    const expected = createHmac('sha256', KEY).update(text).digest('hex')
    expect(hashOf(KEY, RECORD, 'v1.before')).toBe(`v1.${expected}`)
  })

  it.each([
    { id: 8 },
    { at: new Date('2026-11-23T09:30:00.001Z') },
    { actorId: 'somebody' },
    { actorName: 'Zoe' },
    { action: 'permissions.delete' },
    { outcome: 'failed' as const },
    { intentId: null },
    { account: null },
    { region: 'us-east-1' },
    { repository: 'cwp/other' },
    { requestId: 1001 },
    { reason: '' },
    { before: '' },
    { after: null },
    { error: 'x' },
    { awsRequestId: null },
  ])('is another one with %o', (change) => {
    expect(hashOf(KEY, { ...RECORD, ...change }, '')).not.toBe(hashOf(KEY, RECORD, ''))
  })

  it('depends on the record before it and on the key', () => {
    const hashes = [hashOf(KEY, RECORD, ''), hashOf(KEY, RECORD, 'v1.x'), hashOf(`${KEY}.`, RECORD, '')]
    expect(new Set(hashes).size).toBe(3)
  })
})
