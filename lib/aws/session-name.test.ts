import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sessionName } from './session-name'

describe('the name of a person’s session', () => {
  it.each(['ana@example.com', 'local-cwp-engineer', '00u1a2b3c4', 'ab', 'x'.repeat(64)])(
    'is their id as it is: %s',
    (who) => expect(sessionName(who)).toBe(who),
  )

  it('begins with the ID if that doesn’t fit', () => {
    expect(sessionName('auth0|5f7c8ec7')).toMatch(/^auth0-5f7c8ec7-[0-9a-f]{12}$/)
    expect(sessionName('x'.repeat(65))).toMatch(/^x{51}-[0-9a-f]{12}$/)
  })

  it('fits the rules of AWS for any id, and tells any two people apart', () => {
    const id = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 100 }),
      // People whose ids differ only where something is replaced or cut.
      fc.string({
        unit: fc.constantFrom('a', '-', '|', 'ä', '\ud800', '\udbff'),
        minLength: 1,
        maxLength: 70,
      }),
    )
    fc.assert(
      fc.property(id, id, (one, other) => {
        expect(sessionName(one)).toMatch(/^[\w+=,.@-]{2,64}$/)
        expect(sessionName(one) === sessionName(other)).toBe(one === other)
      }),
      { numRuns: 2000 },
    )
  })
})
