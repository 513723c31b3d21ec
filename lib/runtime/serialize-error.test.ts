import { DrizzleQueryError } from 'drizzle-orm/errors'
import { expect, it } from 'vitest'
import { PortalError } from '@/lib/errors/portal-error'
import { serializeError } from './serialize-error'

it('keeps the database’s message, but neither the query nor its parameters, at any depth', () => {
  const said = Object.assign(new Error('duplicate key value'), {
    code: '23505',
    detail: 'Key (requester_id)=(what somebody typed) already exists.',
    client: { password: 'a password' },
  })
  const query = new DrizzleQueryError('insert into t', ['what somebody typed'], said)
  for (const error of [query, new PortalError('database-unavailable', 'Try again.', { cause: query })]) {
    const text = JSON.stringify(serializeError(error))
    expect(text).toContain('duplicate key value')
    expect(text).toContain('23505')
    expect(text).not.toMatch(/what somebody typed|a password|insert into/)
  }
})

it('names AWS’s request, and nothing that was sent with it', () => {
  const refusal = Object.assign(new Error('no'), {
    $metadata: { requestId: 'aws-1', httpStatusCode: 400 },
    $response: { headers: { 'x-amz-security-token': 'a token' } },
  })
  const told = serializeError(new PortalError('aws-denied', 'AWS said no.', { cause: refusal }))
  expect(told).toMatchObject({ message: 'AWS said no.', cause: { message: 'no', awsRequestId: 'aws-1' } })
  expect(JSON.stringify(told)).not.toContain('a token')
})

it('leaves anything that isn’t an error as it is', () => {
  expect(serializeError('gone')).toBe('gone')
  expect(serializeError(undefined)).toBeUndefined()
})
