import { TOO_LARGE } from '../../lib/http/body-limit'
import { expect } from '../fixtures'
import { resultOf, test } from './client'
import { ACTIONS, HANDLERS } from './endpoints'

const FIVE_MEGABYTES = 'x'.repeat(5 * 1024 * 1024)

test('an oversized body is rejected with a sentence, whoever sends it, and nothing changes', async ({
  client,
}) => {
  const ops = { ...client.ours, ...client.sessions['ops-reviewer'] }
  await client.expectUnchanged(async () => {
    for (const session of [client.ours, ops]) {
      for (const name of Object.keys(ACTIONS)) {
        const answer = await client.post(name, { error: FIVE_MEGABYTES }, session)
        expect([answer.status, answer.body], name).toEqual([413, `${TOO_LARGE}\n`])
      }
      for (const [handler, endpoint] of Object.entries(HANDLERS).filter(([name]) =>
        name.startsWith('POST '),
      )) {
        const path = endpoint.at?.(client.setup) ?? handler.slice('POST '.length)
        const headers = { ...session, 'content-type': 'application/x-www-form-urlencoded' }
        const answer = await client.ask(path, { method: 'POST', headers, body: FIVE_MEGABYTES })
        expect([answer.status, answer.body], handler).toEqual([413, `${TOO_LARGE}\n`])
      }
    }
  })
})

test('a body of undeclared length is truncated, and nothing changes', async ({ client }) => {
  const chunked = {
    ...client.ours,
    ...client.sessions['ops-reviewer'],
    'transfer-encoding': 'chunked',
  }
  await client.expectUnchanged(async () => {
    for (const name of Object.keys(ACTIONS)) {
      const answer = await client.post(name, { error: FIVE_MEGABYTES }, chunked)
      expect(answer.status, name).toBeGreaterThanOrEqual(400)
      expect(resultOf(answer), name).toBeUndefined()
    }
  })
})
