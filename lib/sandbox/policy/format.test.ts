import { expect, it } from 'vitest'
import { shownText, storedText } from './format'

const same = (text: string) => text
const stored = (document: unknown) => JSON.parse(storedText(document, same))

it('orders keys as ECR does, and keeps the order of statements and actions', () => {
  const text = storedText(
    {
      Statement: [
        { Condition: {}, NotAction: ['b', 'a'], Principal: '*', Effect: 'Deny' },
        { Action: 'x', NotPrincipal: { AWS: '*' }, Effect: 'Allow', Sid: '' },
      ],
      Id: 'i',
      Version: '2012-10-17',
    },
    same,
  )
  expect([...text.matchAll(/"(\w+)" :/g)].map(([, key]) => key).join(' ')).toBe(
    'Version Id Statement Effect Principal NotAction Condition Sid Effect NotPrincipal AWS Action',
  )
  expect(JSON.parse(text).Statement[0].NotAction).toEqual(['b', 'a'])
})

it.each([
  [{ Principal: { AWS: ['a'], Service: ['s'] } }, { Principal: { AWS: 'a', Service: 's' } }],
  [{ Action: ['a'] }, { Action: 'a' }],
  [{ Action: ['a', 'b'] }, { Action: ['a', 'b'] }],
  [{ Condition: { Bool: { k: ['true'] } } }, { Condition: { Bool: { k: 'true' } } }],
  [
    { Principal: { AWS: ['111122223333', '*'] } },
    { Principal: { AWS: ['arn:aws:iam::111122223333:root', '*'] } },
  ],
])('keeps %j as %j', (sent, kept) => {
  expect(stored({ Statement: [sent] }).Statement).toEqual([kept])
})

it('keeps a single statement as a list of one', () => {
  expect(stored({ Statement: { Effect: 'Allow' } })).toEqual({ Statement: [{ Effect: 'Allow' }] })
})

it('shows the ARN of everyone it knows, in a changing order', () => {
  const text = storedText(
    { Statement: [{ Principal: { AWS: ['r1', 'r2', 'r3'] } }] },
    (arn) => `id of ${arn}`,
  )
  const names: Record<string, string> = { 'id of r1': 'r1', 'id of r2': 'r2' }
  const shown = [0, 1, 2].map(
    (turn) => JSON.parse(shownText(text, (id) => names[id] ?? id, turn)).Statement[0].Principal.AWS,
  )
  expect(shown).toEqual([
    ['r1', 'r2', 'id of r3'],
    ['r2', 'id of r3', 'r1'],
    ['id of r3', 'r1', 'r2'],
  ])
})
