import { RATE_LIMITS } from '../../lib/http/rate-limit'
import { expect, testWithOwnPortal } from '../fixtures'
import { openClient, resultOf } from './client'

testWithOwnPortal(
  'someone who calls or refreshes too often is told when to try again, and nobody else is affected',
  async ({ browser, portal }) => {
    const client = await openClient(browser, portal)
    const hasty = { ...client.ours, ...client.sessions['hpid-engineer'] }
    const calm = { ...client.ours, ...client.sessions['cwp-engineer'] }
    const call = async (headers: typeof hasty) =>
      resultOf(await client.post('recordDraftOpenedAction', { id: 1 }, headers))
    const refresh = (headers: typeof hasty) => client.ask('/accounts/check', { method: 'POST', headers })

    const calls = await Promise.all(Array.from({ length: RATE_LIMITS.calls.burst + 30 }, () => call(hasty)))
    const tooMany = calls.filter((result) => result?.ok === false && result.code === 'throttled')
    expect(tooMany.length).toBeGreaterThan(0)
    expect(calls.length - tooMany.length).toBeGreaterThanOrEqual(RATE_LIMITS.calls.burst)
    expect(tooMany[0]).toMatchObject({
      message: expect.stringMatching(/so nothing was changed\. Try again in (a|\d+) seconds?\.$/),
    })
    expect(await call(calm)).toMatchObject({ code: 'not-found' })

    const refreshes = await Promise.all(
      Array.from({ length: RATE_LIMITS.refreshes.burst + 30 }, () => refresh(hasty)),
    )
    const refused = refreshes.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(0)
    expect(refreshes.length - refused.length).toBeGreaterThanOrEqual(RATE_LIMITS.refreshes.burst)
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0)
    expect(refused[0]?.body).toContain('Try again in')
    expect((await refresh(calm)).status).not.toBe(429)
  },
)
