import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PortalError } from '@/lib/errors/portal-error'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { countWaitingRequests } from './count-waiting'
import { createRequest } from './create-request'
import { listRequests, requireRequest } from './list-requests'
import { recordDraftOpened } from './open-draft'

const ASKED = {
  account: '872569379934',
  region: 'us-west-2',
  repository: 'cwp/fluentd-elasticsearch-aws',
  awsUserName: 'release-bot',
  action: 'ecr:BatchGetImage',
  error: 'denied: nothing else is known',
  why: 'The release job mirrors this image.',
}

describe('a request for access', () => {
  let portal: TestPortal
  beforeAll(async () => {
    portal = await startTestPortal()
  })
  afterAll(() => portal.close())
  const ask = (changes: object = {}) =>
    createRequest(portal.as('cwp-engineer'), { ...ASKED, submission: randomUUID(), ...changes })

  it('is stored once, however often the same submission arrives', async () => {
    const submission = randomUUID()
    const ids = await Promise.all([ask({ submission }), ask({ submission }), ask({ submission })])
    expect(new Set(ids).size).toBe(1)
    expect(await ask()).not.toBe(ids[0])
  })

  it('is stored without the secrets pasted with it', async () => {
    const id = await ask({ error: 'aws_secret_access_key=wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY\ndenied' })
    const request = await requireRequest(portal.as('cwp-engineer'), id)
    expect(request.error).toContain('denied')
    expect(request.error).not.toContain('wJalrXUtnFEMI')
  })

  it('can be read by its author and by operations only', async () => {
    const id = await ask()
    expect((await requireRequest(portal.as('ops-reviewer'), id)).why).toBe(ASKED.why)
    await expect(requireRequest(portal.as('hpid-engineer'), id)).rejects.toThrow('someone else’s')
    const listed = await listRequests(portal.as('hpid-engineer'), { state: 'all', page: 1 })
    expect(listed.requests).toEqual([])
    expect(await countWaitingRequests(portal.as('hpid-engineer'))).toBe(0)
    expect(await countWaitingRequests(portal.as('ops-reviewer'))).toBeGreaterThan(0)
  })

  it('records that a draft was opened, never that it was sent', async () => {
    const id = await ask()
    await expect(recordDraftOpened(portal.as('hpid-engineer'), { id })).rejects.toBeInstanceOf(PortalError)
    const before = Date.now()
    await recordDraftOpened(portal.as('cwp-engineer'), { id })
    const { draftOpenedAt } = await requireRequest(portal.as('cwp-engineer'), id)
    expect(draftOpenedAt).toBeGreaterThanOrEqual(before)
  })

  it.each([
    ['an account nobody here knows', { account: '012345678901' }, 'account'],
    ['a region the account does not have', { region: 'eu-central-1' }, 'region'],
    ['no reason', { why: '  ' }, 'why'],
    ['an account ID as the user name', { awsUserName: '252775557553' }, 'awsUserName'],
    ['a name of 257 characters', { repository: 'a'.repeat(257) }, 'repository'],
  ])('is rejected, naming the field: %s', async (_what, changes, field) => {
    const failure = await ask(changes).catch((error) => error)
    expect(failure).toBeInstanceOf(PortalError)
    expect(failure.fields).toHaveProperty(field)
  })
})
