import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessRequests } from '@/lib/db/schema'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { createRequest } from './create-request'
import { decideRequest } from './decide-request'
import { findOpenDuplicates } from './open-duplicates'

const ROLE = 'arn:aws:sts::957591566260:assumed-role/release-bot/GitHubActions'
const OTHER_OF_ITS_ACCOUNT = 'arn:aws:iam::957591566260:user/jenkins'
const OWN_USER = 'arn:aws:iam::872569379934:user/teams/developer'

describe('an open request for the same', () => {
  let portal: TestPortal
  let made = 0
  beforeAll(async () => {
    portal = await startTestPortal()
  })
  afterAll(() => portal.close())

  /** What asks for access to a repository that nobody has asked for yet. */
  function facts(changes: object = {}) {
    made += 1
    return {
      account: '872569379934',
      region: 'us-west-2',
      repository: `cwp/asked-for-${made}`,
      awsUserName: ROLE,
      action: 'ecr:BatchGetImage',
      ...changes,
    }
  }
  const ask = (asked: object, user: Parameters<TestPortal['as']>[0] = 'cwp-engineer') =>
    createRequest(portal.as(user), { ...asked, why: 'It is needed.', submission: randomUUID() })
  const find = (asked: object, user: Parameters<TestPortal['as']>[0] = 'cwp-engineer') =>
    findOpenDuplicates(portal.as(user), asked)

  it('is shown to its author as their own, to others only with the author’s name', async () => {
    const asked = facts()
    const id = await ask(asked)
    expect(await find(asked)).toMatchObject([{ id, requesterName: 'cwp-engineer', mine: true }])
    for (const user of ['hpid-engineer', 'ops-reviewer'] as const) {
      const [found, ...others] = await find(asked, user)
      expect(found).toEqual({ id, requesterName: 'cwp-engineer', createdAt: expect.any(Number), mine: false })
      expect(others).toEqual([])
    }
  })

  it.each([
    ['another action of a pull', {}, { action: 'ecr:GetDownloadUrlForLayer' }],
    ['another caller of the same account', {}, { awsUserName: OTHER_OF_ITS_ACCOUNT }],
    ['the same name', { awsUserName: 'release-bot' }, { awsUserName: ' release-bot ' }],
    [
      'the same user within the account, its path left out',
      { awsUserName: OWN_USER },
      { awsUserName: 'arn:aws:iam::872569379934:user/developer' },
    ],
    [
      'a change that names no caller',
      { awsUserName: '', action: 'ecr:SetRepositoryPolicy' },
      { awsUserName: '', action: 'ecr:SetRepositoryPolicy' },
    ],
  ])('is found for %s', async (_what, first, second) => {
    const asked = facts(first)
    const id = await ask(asked)
    expect(await find({ ...asked, ...second })).toMatchObject([{ id }])
  })

  it.each([
    ['a push', { action: 'ecr:PutImage' }],
    ['another repository', { repository: 'cwp/never-asked-for' }],
    ['another account’s repository of the same name', { account: '252775557553' }],
    ['another region', { region: 'us-east-1' }],
    ['another account’s caller', { awsUserName: 'arn:aws:iam::120744138334:user/jenkins' }],
    ['another user of the repository’s own account', { awsUserName: OWN_USER }],
    ['facts that are half typed', { repository: '' }],
    ['no facts', { account: 1, region: null, repository: {}, awsUserName: undefined, action: [] }],
  ])('is not found for %s', async (_what, changes) => {
    const asked = facts()
    await ask(asked)
    expect(await find({ ...asked, ...changes })).toEqual([])
  })

  it('still counts while asked back', async () => {
    const asked = facts()
    const id = await ask(asked)
    const db = await portal.as('ops-reviewer').db()
    await db.update(accessRequests).set({ status: 'asked' }).where(eq(accessRequests.id, id))
    expect(await find(asked)).toMatchObject([{ id }])
  })

  it('no longer counts once it is decided', async () => {
    const asked = facts()
    const id = await ask(asked)
    await decideRequest(portal.as('ops-reviewer'), { id, decision: 'decline', reason: 'No.' })
    expect(await find(asked)).toEqual([])
  })

  it('lists them all, oldest first', async () => {
    const asked = facts()
    const ids = [await ask(asked, 'hpid-engineer'), await ask(asked)]
    expect((await find(asked)).map(({ id, mine }) => [id, mine])).toEqual([
      [ids[0], false],
      [ids[1], true],
    ])
  })
})
