import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { GET } from '@/app/metrics/route'
import { config } from '@/lib/config/config'
import { closeDb } from '@/lib/db/db'
import { getPolicy } from '@/lib/permissions/get-policy'
import { savePolicy } from '@/lib/permissions/save-policy'
import { policyFor } from '@/lib/permissions/test-outside'
import { getRepository } from '@/lib/repositories/get-repository'
import { createRequest } from '@/lib/requests/create-request'
import { asking } from '@/lib/requests/test-request'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'

const TOKEN = 'only-for-tests-only-for-tests-only-for-tests'

let portal: TestPortal
beforeAll(async () => {
  portal = await startTestPortal()
  config().metricsToken = TOKEN
})
afterAll(() => portal.close())

function ask(authorization?: string): Promise<Response> {
  const headers = new Headers(authorization === undefined ? {} : { authorization })
  return GET(new Request('http://localhost/metrics', { headers }))
}

async function lines(): Promise<string[]> {
  const text = await (await ask(`Bearer ${TOKEN}`)).text()
  return text.split('\n').filter((line) => !/^(#|$)/.test(line))
}

describe('the metrics', () => {
  it.each([
    undefined,
    '',
    TOKEN,
    `Basic ${TOKEN}`,
    `Bearer ${TOKEN}x`,
    `Bearer ${TOKEN.slice(1)}`,
    'Bearer ',
  ])('are not shown with the token %o', async (authorization) => {
    const answer = await ask(authorization)
    expect(answer.status).toBe(401)
    expect(await answer.text()).not.toContain('portal_')
  })

  it('don’t exist without a token in the configuration', async () => {
    config().metricsToken = undefined
    for (const authorization of [undefined, `Bearer ${TOKEN}`, 'Bearer undefined', 'Bearer '])
      expect((await ask(authorization)).status).toBe(404)
    config().metricsToken = TOKEN
  })

  it('count the calls to AWS by operation and outcome', async () => {
    const ref = await portal.newRepository()
    const ctx = portal.as('cwp-engineer')
    await getPolicy(ctx, ref)
    await savePolicy(ctx, { ref, base: null, draft: policyFor('120744138334') })
    await getRepository(ctx, { ...ref, name: 'cwp/not-there' })
    const told = await lines()
    for (const labels of [
      'operation="AssumeRole",outcome="ok"',
      'operation="CreateRepository",outcome="ok"',
      'operation="GetRepositoryPolicy",outcome="not-found"',
      'operation="SetRepositoryPolicy",outcome="ok"',
      'operation="DescribeRepositories",outcome="not-found"',
    ])
      expect(told).toContainEqual(
        expect.stringContaining(`portal_aws_call_duration_seconds_count{${labels}}`),
      )
  })

  it('tell each registry’s state and age, and the queue with the age of its oldest request', async () => {
    const ref = await portal.newRepository()
    const now = new Date(Date.now() - 3600_000)
    await createRequest({ ...portal.as('cwp-engineer'), now: () => now }, asking(ref))
    const registry = 'account="252775557553",region="us-west-2"'
    const told = await vi.waitFor(async () => {
      const found = await lines()
      expect(found).toContain(`portal_inventory_state{${registry},state="fresh"} 1`)
      return found
    })
    expect(told.filter((line) => line.startsWith(`portal_inventory_state{${registry}`))).toHaveLength(1)
    expect(figureOf(told, `portal_inventory_age_seconds{${registry}}`)).toBeLessThan(60)
    expect(figureOf(told, 'portal_access_requests{status="waiting"}')).toBe(1)
    expect(figureOf(told, 'portal_access_requests{status="asked"}')).toBe(0)
    expect(figureOf(told, 'portal_access_request_oldest_seconds{status="waiting"}')).toBeGreaterThan(3590)
    expect(figureOf(told, 'portal_access_request_oldest_seconds{status="waiting"}')).toBeLessThan(3700)
    expect(figureOf(told, 'portal_database_up')).toBe(1)
  })

  it('name no person and no repository', async () => {
    const told = (await lines()).join('\n')
    expect(told).not.toMatch(/cwp|of-a-test|engineer|ops-reviewer|AKIA/)
  })

  it('say that the database isn’t responding, and report the rest', async () => {
    await closeDb()
    const { databaseUrl } = config()
    config().databaseUrl = 'postgresql://nobody@127.0.0.1:1/none'
    const told = await lines()
    config().databaseUrl = databaseUrl
    expect(figureOf(told, 'portal_database_up')).toBe(0)
    expect(told.filter((line) => line.startsWith('portal_access_request'))).toEqual([])
    expect(told).toContainEqual(expect.stringMatching(/^portal_inventory_age_seconds/))
  })
})

function figureOf(told: string[], name: string): number {
  return Number(told.find((line) => line.startsWith(`${name} `))?.slice(name.length))
}
