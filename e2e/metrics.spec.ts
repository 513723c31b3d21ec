import { expect, test } from './fixtures'
import { GIVEN } from './secrets'

test('the metrics count requests by route, and need the token', async ({ request, signedIn }) => {
  expect((await request.get('/metrics')).status()).toBe(401)
  const page = await signedIn('cwp-engineer', '/registries/120744138334/us-west-2/cwp:consul')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await request.get('/there-is-no-such-page')
  const answer = await request.get('/metrics', {
    headers: { authorization: `Bearer ${GIVEN.PORTAL_METRICS_TOKEN}` },
  })
  expect(answer.headers()['content-type']).toContain('text/plain')
  const text = await answer.text()
  for (const labels of [
    'route="/registries/[account]/[region]/[repository]",method="GET",status="2xx"',
    'route="/metrics",method="GET",status="4xx"',
    'route="other",method="GET",status="3xx"',
    'route="static",method="GET",status="2xx"',
  ])
    expect(text).toContain(`portal_http_request_duration_seconds_count{${labels}}`)
  expect(text).toMatch(/^process_resident_memory_bytes [1-9]/m)
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m)
  expect(text).toMatch(/^portal_build_info{version=".+",build=".+"} 1$/m)
  expect(text).not.toContain('consul')
})
