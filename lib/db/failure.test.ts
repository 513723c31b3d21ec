import { DrizzleQueryError } from 'drizzle-orm/errors'
import { expect, test } from 'vitest'
import { databaseFailure, fromQuery, isUnreachable } from './failure'

function coded(code: string) {
  return Object.assign(new Error('what the driver says'), { code })
}

test.each([
  ['no server listens', coded('ECONNREFUSED'), 'isn’t responding'],
  ['it is still starting', coded('57P03'), 'isn’t responding'],
  ['it has no connection left', coded('53300'), 'isn’t responding'],
  ['nobody answers', new Error('timeout exceeded when trying to connect'), 'isn’t responding'],
  ['it was shut down', coded('57P01'), 'was lost, so we don’t know whether this was recorded'],
  ['the connection ended', new Error('Connection terminated unexpectedly'), 'was lost'],
  ['a statement took too long', coded('57014'), 'took too long'],
  ['the password is another', coded('28P01'), 'rejected the portal'],
  ['it is read-only', coded('25006'), 'is read-only at the moment'],
  ['its disk is full', coded('53100'), 'disk of the portal’s database is full'],
])('it is said when %s', (_, cause, words) => {
  const error = new DrizzleQueryError('insert into t', ['what somebody typed'], cause)
  expect(databaseFailure(error, 'writing')).toContain(words)
  expect(databaseFailure(cause, 'writing')).toContain(words)
})

test('a lost connection leaves a record in doubt, but never a change in AWS', () => {
  const lost = coded('ECONNRESET')
  expect(databaseFailure(lost, 'writing')).toContain('check before you try again')
  expect(databaseFailure(lost, 'changing')).toContain('was not made in AWS')
  expect(databaseFailure(lost, 'reading')).toContain('so this can’t be shown')
})

test('any other error isn’t a database failure', () => {
  for (const error of [new Error('a bug'), coded('23505'), 'a text', undefined])
    expect(databaseFailure(error, 'reading')).toBeUndefined()
})

test('only an unreachable server is waited for', () => {
  expect(isUnreachable(coded('ECONNREFUSED'))).toBe(true)
  expect(isUnreachable(coded('28P01'))).toBe(false)
})

test('what a person typed does not follow the error into the log', () => {
  const cause = coded('57P01')
  expect(fromQuery(new DrizzleQueryError('insert into t', ['secret'], cause))).toBe(cause)
})
