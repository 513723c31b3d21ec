import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { askBack } from './ask-back'
import { createRequest } from './create-request'
import { decideRequest } from './decide-request'
import { listRequests, nextWaiting, REQUESTS_PER_PAGE } from './list-requests'
import type { RequestState } from './request-state'

type User = 'cwp-engineer' | 'hpid-engineer' | 'ops-reviewer'

const PROD = '872569379934'
const DEV = '252775557553'

describe('the list of requests', () => {
  let portal: TestPortal
  const made: Record<string, number> = {}
  const ops = () => portal.as('ops-reviewer')

  async function ask(by: User, account: string, principal: string): Promise<number> {
    const statement = { Effect: 'Allow', Principal: principal, Action: 'ecr:BatchGetImage' }
    return createRequest(portal.as(by), {
      submission: randomUUID(),
      account,
      region: 'us-west-2',
      repository: 'cwp/kibana',
      awsUserName: 'build-ci',
      action: 'ecr:BatchGetImage',
      error: 'denied',
      why: 'The build needs it.',
      proposal: { kind: 'statement', statement: JSON.stringify(statement) },
    })
  }

  async function listed(by: User, state: RequestState, more: object = {}): Promise<number[]> {
    const { requests } = await listRequests(portal.as(by), { state, page: 1, ...more })
    return requests.map(({ id }) => id)
  }

  beforeAll(async () => {
    portal = await startTestPortal()
    made.declined = await ask('cwp-engineer', DEV, '957591566260')
    made.asked = await ask('cwp-engineer', DEV, '957591566260')
    made.first = await ask('cwp-engineer', PROD, '*')
    made.second = await ask('hpid-engineer', DEV, '957591566260')
    made.granted = await ask('cwp-engineer', DEV, '*')
    const { asked: id = 0, declined = 0, granted = 0 } = made
    await askBack(ops(), { id, submission: randomUUID(), text: 'Which role?' })
    await decideRequest(ops(), { id: granted, decision: 'grant' })
    await decideRequest(ops(), { id: declined, decision: 'decline', reason: 'No.' })
  })
  afterAll(() => portal.close())

  it('shows operations the longest pending first, then those asked back, then the latest decided', async () => {
    const { first, second, asked, declined, granted } = made
    expect(await listed('ops-reviewer', 'all')).toEqual([first, second, asked, declined, granted])
    expect(await listed('ops-reviewer', 'open')).toEqual([first, second, asked])
    expect(await listed('ops-reviewer', 'asked')).toEqual([asked])
  })

  it('shows engineers those awaiting their answer first, and only their own', async () => {
    const { first, second, asked, declined, granted } = made
    expect(await listed('cwp-engineer', 'all')).toEqual([asked, first, declined, granted])
    expect(await listed('hpid-engineer', 'all')).toEqual([second])
  })

  it('can be filtered by account and risk, along with its counts', async () => {
    const { first, granted } = made
    expect(await listed('ops-reviewer', 'open', { account: PROD })).toEqual([first])
    expect(await listed('ops-reviewer', 'all', { risk: 'everyone' })).toEqual([first, granted])
    expect(await listed('ops-reviewer', 'open', { risk: 'everyone' })).toEqual([first])
    expect(await listed('ops-reviewer', 'all', { risk: 'everyone', account: DEV })).toEqual([granted])
    const { counts } = await listRequests(ops(), { state: 'open', page: 1 })
    expect(counts).toEqual({ open: 3, waiting: 2, asked: 1, granted: 1, declined: 1, withdrawn: 0, all: 5 })
    const risky = await listRequests(ops(), { state: 'open', page: 1, risk: 'everyone' })
    expect(risky.counts).toMatchObject({ open: 1, granted: 1, declined: 0, all: 2 })
  })

  it('leads to the next pending request, and from the last to the first', async () => {
    const { first = 0, second = 0, granted = 0 } = made
    expect(await nextWaiting(ops(), first)).toBe(second)
    expect(await nextWaiting(ops(), second)).toBe(first)
    expect(await nextWaiting(ops(), granted)).toBe(first)
  })

  it('is paged, and a page past the end is the last', async () => {
    for (let more = 0; more < REQUESTS_PER_PAGE; more += 1) await ask('hpid-engineer', DEV, '957591566260')
    const { first = 0, second: before = 0 } = made
    expect(await nextWaiting(ops(), before)).toBeGreaterThan(before)
    expect(await nextWaiting(ops(), first)).toBe(before)
    const wanted = { state: 'open', page: 2 } as const
    const second = await listRequests(ops(), wanted)
    expect(second).toMatchObject({ page: 2, pages: 2 })
    expect(second.requests.at(-1)?.id).toBe(made.asked)
    const filtered = await listRequests(portal.as('hpid-engineer'), { ...wanted, risk: 'unknown-account' })
    expect(filtered).toMatchObject({ page: 1, pages: 1, requests: [] })
    expect(await listRequests(ops(), { ...wanted, page: 9 })).toEqual(second)
  })
})
