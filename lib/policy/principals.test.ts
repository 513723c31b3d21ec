import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import cases from './cases/principals.json'
import typed from './cases/typed-principals.json'
import type { Json } from './json/json'
import { readAwsPrincipal, readPrincipals, rootArn } from './principals'
import { awsPrincipal, KNOWN } from './test-policies'
import { identityOf, readTypedPrincipals } from './typed-principals'

describe('a Principal element has', () => {
  it.each(cases)('$name', ({ element, kinds, reason }) => {
    const principals = readPrincipals(element as Json) // Data of a JSON file.
    expect(principals.map(({ kind }) => kind)).toEqual(kinds)
    if (reason) expect(principals[0]).toMatchObject({ reason })
  })

  it('each with its path and its own spelling', () => {
    expect(readPrincipals({ AWS: ['*', 'x'], Service: 's.amazonaws.com' })).toMatchObject([
      { path: ['AWS', 0], written: '*' },
      { path: ['AWS', 1], written: 'x' },
      { path: ['Service'], written: 's.amazonaws.com' },
    ])
  })

  it('roles by name, without their path', () => {
    expect(readAwsPrincipal('arn:aws:iam::957591566260:role/a/b/build-ci')).toMatchObject({
      kind: 'role',
      account: '957591566260',
      name: 'build-ci',
    })
  })

  it('one account in both of its spellings', () => {
    const identities = ['957591566260', rootArn('957591566260')].map((text) =>
      identityOf(readAwsPrincipal(text)),
    )
    expect(new Set(identities).size).toBe(1)
    expect(identityOf(readAwsPrincipal(rootArn('957591566260', 'aws-cn')))).not.toBe('957591566260')
  })
})

describe('what a person types is read', () => {
  it.each(typed)('$name', ({ text, found, says, suggests }) => {
    const { principals, findings } = readTypedPrincipals(text, KNOWN)
    expect(principals.map(identityOf)).toEqual(
      found.map((each) =>
        identityOf(readTypedPrincipals(each, KNOWN).principals[0] ?? readAwsPrincipal(each)),
      ),
    )
    expect(findings).toHaveLength(says ? 1 : 0)
    if (says) expect(findings[0]?.message).toContain(says)
    expect(findings[0]?.suggestion).toBe(suggests)
  })

  it('never throws, and never mistakes a session or nonsense for a principal', () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary' }),
      awsPrincipal,
      fc.constantFrom('\u202E', '９', ' ', ','),
    )
    fc.assert(
      fc.property(fc.array(words, { maxLength: 6 }), (parts) => {
        const { principals } = readTypedPrincipals(parts.join(' '), KNOWN)
        for (const { kind } of principals)
          expect(['everyone', 'account', 'role', 'user', 'federated-user', 'service']).toContain(kind)
      }),
    )
  })

  it('is rejected unread if it is far too long', () => {
    const { principals, findings } = readTypedPrincipals('957591566260 '.repeat(5000), KNOWN)
    expect(principals).toEqual([])
    expect(findings).toHaveLength(1)
  })
})
