import { TOO_LARGE } from '../../lib/http/body-limit'
import { expect, test } from '../fixtures'
import { ACTIONS, HANDLERS } from './endpoints'
import { openPortal, resultOf } from './portal'

const FIVE_MEGABYTES = 'x'.repeat(5 * 1024 * 1024)

test('a body that is too large is refused with a sentence, whoever sends it, and nothing changes', async ({
  browser,
  baseURL,
}) => {
  const portal = await openPortal(browser, baseURL ?? '')
  const ops = { ...portal.ours, ...portal.sessions['ops-reviewer'] }
  await portal.expectUnchanged(async () => {
    for (const session of [portal.ours, ops]) {
      for (const name of Object.keys(ACTIONS)) {
        const answer = await portal.post(name, { error: FIVE_MEGABYTES }, session)
        expect([answer.status, answer.body], name).toEqual([413, `${TOO_LARGE}\n`])
      }
      for (const [handler, endpoint] of Object.entries(HANDLERS).filter(([name]) =>
        name.startsWith('POST '),
      )) {
        const path = endpoint.at?.(portal.setup) ?? handler.slice('POST '.length)
        const headers = { ...session, 'content-type': 'application/x-www-form-urlencoded' }
        const answer = await portal.ask(path, { method: 'POST', headers, body: FIVE_MEGABYTES })
        expect([answer.status, answer.body], handler).toEqual([413, `${TOO_LARGE}\n`])
      }
    }
  })
  await portal.close()
})

test('a body of undeclared length is truncated, and nothing changes', async ({ browser, baseURL }) => {
  const portal = await openPortal(browser, baseURL ?? '')
  const chunked = {
    ...portal.ours,
    ...portal.sessions['ops-reviewer'],
    'transfer-encoding': 'chunked',
  }
  await portal.expectUnchanged(async () => {
    for (const name of Object.keys(ACTIONS)) {
      const answer = await portal.post(name, { error: FIVE_MEGABYTES }, chunked)
      expect(answer.status, name).toBeGreaterThanOrEqual(400)
      expect(resultOf(answer), name).toBeUndefined()
    }
  })
  await portal.close()
})
