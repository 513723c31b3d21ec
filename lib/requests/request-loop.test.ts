import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listActivity } from '@/lib/audit/list-activity'
import { getPolicy } from '@/lib/permissions/get-policy'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { askBack } from './ask-back'
import { commentOnRequest } from './comment-on-request'
import { countWaitingRequests } from './count-waiting'
import { createRequest } from './create-request'
import { decideRequest } from './decide-request'
import { listNotes } from './list-notes'
import { requireRequest } from './list-requests'
import type { Proposal, RequestStatus } from './model'
import { editProposal } from './proposal/edit-proposal'
import { asking, proposing } from './test-request'
import { withdrawRequest } from './withdraw-request'

type User = 'cwp-engineer' | 'hpid-engineer' | 'ops-reviewer'

let portal: TestPortal
beforeAll(async () => {
  portal = await startTestPortal()
})
afterAll(() => portal.close())

const author = () => portal.as('cwp-engineer')
const ops = () => portal.as('ops-reviewer')

function pulling(sid: string, principal = 'arn:aws:iam::957591566260:root') {
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: { AWS: principal },
    Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
  }
}

const PROPOSED = proposing(pulling('PullFromCcpDev'))

async function asked(by: User = 'cwp-engineer', proposal: Proposal | undefined = PROPOSED) {
  const ref = await portal.newRepository()
  const id = await createRequest(portal.as(by), asking(ref, { proposal }))
  return { ref, id }
}

const statusOf = async (id: number) => (await requireRequest(ops(), id)).status
const question = (id: number, text = 'Which branch?') => ({ id, submission: randomUUID(), text })
const newest = async (id: number) => (await listActivity(ops(), {})).find(({ requestId }) => requestId === id)

/** Brings a new request into a status, the way people do. */
async function inStatus(status: RequestStatus) {
  const { id, ref } = await asked()
  if (status === 'asked') await askBack(ops(), question(id))
  if (status === 'granted') await decideRequest(ops(), { id, decision: 'grant' })
  if (status === 'declined') await decideRequest(ops(), { id, decision: 'decline', reason: 'No.' })
  if (status === 'withdrawn') await withdrawRequest(author(), { id })
  return { id, ref }
}

describe('a question and its answer', () => {
  it('go back and forth, are recorded, and are shown in order', async () => {
    const { id } = await asked()
    await commentOnRequest(ops(), question(id, '  Looks good.\n'))
    expect(await statusOf(id)).toBe('waiting')
    await askBack(ops(), question(id))
    expect(await statusOf(id)).toBe('asked')
    expect(await newest(id)).toMatchObject({ action: 'request.ask', reason: 'Which branch?' })
    await commentOnRequest(ops(), question(id, 'No hurry.'))
    expect(await statusOf(id)).toBe('asked')
    await commentOnRequest(author(), question(id, 'main'))
    expect(await statusOf(id)).toBe('waiting')
    expect(await newest(id)).toMatchObject({ action: 'request.answer', actorName: 'cwp-engineer' })
    await commentOnRequest(author(), question(id, 'Thank you.'))
    expect(await newest(id)).toMatchObject({ action: 'request.comment', reason: 'Thank you.' })
    const notes = await listNotes(author(), id)
    expect(notes.map(({ kind, authorName, text }) => [kind, authorName, text])).toEqual([
      ['comment', 'ops-reviewer', 'Looks good.'],
      ['question', 'ops-reviewer', 'Which branch?'],
      ['comment', 'ops-reviewer', 'No hurry.'],
      ['answer', 'cwp-engineer', 'main'],
      ['comment', 'cwp-engineer', 'Thank you.'],
    ])
  })

  it('change the counts: ops has one fewer to decide, the author still has one open', async () => {
    const { id } = await asked()
    const [before, mine] = [await countWaitingRequests(ops()), await countWaitingRequests(author())]
    await askBack(ops(), question(id))
    expect(await countWaitingRequests(ops())).toBe(Number(before) - 1)
    expect(await countWaitingRequests(author())).toBe(mine)
    await withdrawRequest(author(), { id })
    expect(await countWaitingRequests(author())).toBe(Number(mine) - 1)
  })

  it('are stored once, however often the same submission arrives', async () => {
    const { id } = await asked()
    const twice = question(id)
    await Promise.all([askBack(ops(), twice), askBack(ops(), twice)])
    const answer = question(id, 'main')
    await Promise.all([commentOnRequest(author(), answer), commentOnRequest(author(), answer)])
    await askBack(ops(), twice)
    expect(await listNotes(ops(), id)).toHaveLength(2)
    expect(await statusOf(id)).toBe('waiting')
  })

  it('are kept without secrets or null characters, and with a limit on their length', async () => {
    const { id } = await asked()
    await commentOnRequest(
      author(),
      question(id, 'It says\0 aws_secret_access_key=wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY'),
    )
    const [note] = await listNotes(author(), id)
    expect(note?.text).toBe('It says aws_secret_access_key=[secret removed]')
    expect((await newest(id))?.reason).toBe(note?.text)
    await commentOnRequest(author(), question(id, 'ü'.repeat(1000)))
    for (const [text, reason] of [
      ['x'.repeat(1001), 'at most 1,000 characters'],
      [' \0\n ', 'Write'],
    ] as const)
      for (const verb of [askBack(ops(), question(id, text)), commentOnRequest(author(), question(id, text))])
        await expect(verb).rejects.toMatchObject({ fields: { text: expect.stringContaining(reason) } })
    expect(await listNotes(ops(), id)).toHaveLength(2)
  })

  it('can be read and posted by no one else', async () => {
    const { id } = await asked()
    const other = portal.as('hpid-engineer')
    await expect(listNotes(other, id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(commentOnRequest(other, question(id))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(askBack(author(), question(id))).rejects.toThrow('Only infrastructure operations can decide')
    const own = await asked('ops-reviewer')
    await expect(askBack(ops(), question(own.id))).rejects.toThrow('your own request')
    expect(await listNotes(ops(), id)).toEqual([])
    await expect(listNotes(ops(), 999_999)).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('a closed request', () => {
  it.each(['granted', 'declined', 'withdrawn'] as const)(
    'that was %s can’t change, and says so',
    async (status) => {
      const { id } = await inStatus(status)
      await commentOnRequest(author(), question(id, 'It works now.'))
      for (const verb of [
        () => askBack(ops(), question(id)),
        () => decideRequest(ops(), { id, decision: 'decline', reason: 'Late.' }),
        () => editProposal(ops(), { id, submission: randomUUID(), was: PROPOSED, proposal: null }),
      ])
        await expect(verb()).rejects.toMatchObject({
          code: 'conflict',
          message: expect.stringContaining(`has already ${status} request`),
        })
      if (status !== 'withdrawn')
        await expect(withdrawRequest(author(), { id })).rejects.toMatchObject({ code: 'conflict' })
      expect(await statusOf(id)).toBe(status)
      expect((await listNotes(ops(), id)).map(({ kind }) => kind)).toEqual(['comment'])
    },
  )
})

describe('withdrawing', () => {
  it.each(['waiting', 'asked'] as const)('works on a %s request, once, and is recorded', async (status) => {
    const { id } = await inStatus(status)
    await Promise.all([withdrawRequest(author(), { id }), withdrawRequest(author(), { id })])
    expect(await requireRequest(author(), id)).toMatchObject({
      status: 'withdrawn',
      decidedBy: 'cwp-engineer',
    })
    const records = (await listActivity(author(), {})).filter(({ requestId }) => requestId === id)
    expect(records.map(({ action }) => action)).toEqual(['request.withdraw', 'request.create'])
  })

  it('is only for its author', async () => {
    const { id } = await asked()
    await expect(withdrawRequest(ops(), { id })).rejects.toThrow('Only its author')
    await expect(withdrawRequest(portal.as('hpid-engineer'), { id })).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await statusOf(id)).toBe('waiting')
  })
})

describe('changing what is proposed', () => {
  const narrower = proposing(pulling('PullFromCcpDev', 'arn:aws:iam::957591566260:role/release-bot'))
  const change = (
    id: number,
    was: Proposal | null,
    proposal: Proposal | null,
    submission: string = randomUUID(),
  ) => editProposal(ops(), { id, submission, was, proposal })

  it('keeps the previous proposal, and is recorded', async () => {
    const { id } = await asked()
    await change(id, PROPOSED, narrower)
    expect((await requireRequest(author(), id)).proposal).toEqual(narrower)
    expect(await newest(id)).toMatchObject({
      action: 'request.propose',
      before: expect.stringContaining('root'),
      after: expect.stringContaining('release-bot'),
    })
    await change(id, narrower, null)
    await change(id, null, {
      kind: 'policy',
      base: null,
      draft: JSON.stringify({ Version: '2012-10-17', Statement: [pulling('A')] }),
    })
    const notes = await listNotes(author(), id)
    expect(notes.map(({ kind, before, after }) => [kind, before?.kind, after?.kind])).toEqual([
      ['proposal', 'statement', 'statement'],
      ['proposal', 'statement', undefined],
      ['proposal', undefined, 'policy'],
    ])
  })

  it('is a conflict if someone else was faster, and theirs stays', async () => {
    const { id } = await asked()
    const outcomes = await Promise.allSettled([change(id, PROPOSED, narrower), change(id, PROPOSED, null)])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(change(id, PROPOSED, proposing(pulling('Mine')))).rejects.toMatchObject({ code: 'conflict' })
    expect(await listNotes(ops(), id)).toHaveLength(1)
  })

  it('compares content, not formatting', async () => {
    const { id } = await asked()
    const { Action, ...rest } = pulling('PullFromCcpDev')
    const laidOut: Proposal = {
      kind: 'statement',
      statement: JSON.stringify({ Action: Action.toReversed(), ...rest }, null, 2),
    }
    await change(id, laidOut, narrower)
    expect((await requireRequest(ops(), id)).proposal).toEqual(narrower)
    const submission = randomUUID()
    await change(id, narrower, PROPOSED, submission)
    await change(id, narrower, PROPOSED, submission)
    await change(id, PROPOSED, laidOut)
    expect(await listNotes(ops(), id)).toHaveLength(2)
  })

  it.each([
    ['no JSON', { kind: 'statement', statement: '{' }, 'isn’t a JSON object'],
    ['a list', { kind: 'statement', statement: '[]' }, 'isn’t a JSON object'],
    ['a key twice', { kind: 'statement', statement: '{"Sid":"A","Sid":"B"}' }, 'Line 1, column'],
    ['no Action', proposing({ Effect: 'Allow', Principal: '*' }), 'AWS would reject this'],
    ['a Resource', proposing({ ...pulling('A'), Resource: '*' }), 'AWS would reject this'],
    [
      'an account as a number',
      {
        kind: 'statement',
        statement: '{"Effect":"Allow","Principal":{"AWS":957591566260},"Action":"ecr:*"}',
      },
      'A principal must be a string.',
    ],
    [
      'a policy without a Statement',
      { kind: 'policy', base: null, draft: '{"Version":"2012-10-17"}' },
      'AWS would reject this',
    ],
    ['a policy that was never one', { kind: 'policy', base: '[', draft: null }, 'isn’t a JSON object'],
  ])('is rejected for %s, and nothing changes', async (_what, proposal, reason) => {
    const { id } = await asked()
    const editing = editProposal(ops(), { id, submission: randomUUID(), was: PROPOSED, proposal })
    await expect(editing).rejects.toMatchObject({
      code: 'invalid',
      fields: { proposal: expect.stringContaining(reason) },
    })
    expect((await requireRequest(ops(), id)).proposal).toEqual(PROPOSED)
    expect(await listNotes(ops(), id)).toEqual([])
  })

  it('is only for reviewers, and not on their own request', async () => {
    const { id } = await asked()
    const own = await asked('ops-reviewer')
    const wanted = { submission: randomUUID(), was: PROPOSED, proposal: null }
    await expect(editProposal(author(), { id, ...wanted })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(editProposal(ops(), { id: own.id, ...wanted })).rejects.toThrow('your own request')
    expect(await listNotes(ops(), id)).toEqual([])
  })
})

describe('granting what is proposed', () => {
  it('writes nothing if the proposal isn’t the one reviewed', async () => {
    const { id, ref } = await asked()
    const other = proposing(pulling('Other'))
    await editProposal(ops(), { id, submission: randomUUID(), was: PROPOSED, proposal: other })
    const grant = { id, decision: 'grant-and-apply', reviewed: null }
    await expect(decideRequest(ops(), { ...grant, proposal: PROPOSED })).rejects.toMatchObject({
      code: 'conflict',
    })
    expect(await statusOf(id)).toBe('waiting')
    expect(await getPolicy(ops(), ref)).toBeUndefined()
    await decideRequest(ops(), { ...grant, proposal: other })
    expect(await getPolicy(ops(), ref)).toContain('Other')
    await expect(
      decideRequest(ops(), { ...grant, decision: 'apply', proposal: PROPOSED }),
    ).rejects.toMatchObject({ code: 'conflict' })
  })

  it('works on a request that was asked back, and a failure restores that state', async () => {
    const { id } = await inStatus('asked')
    const grant = { id, decision: 'grant-and-apply', proposal: PROPOSED }
    await expect(
      decideRequest(ops(), { ...grant, reviewed: '{"Version":"2012-10-17","Statement":[]}' }),
    ).rejects.toMatchObject({ code: 'conflict' })
    expect(await statusOf(id)).toBe('asked')
    await decideRequest(ops(), { ...grant, reviewed: null })
    expect(await statusOf(id)).toBe('granted')
  })
})

describe('two people at the same moment', () => {
  const grant = (id: number) =>
    decideRequest(ops(), { id, decision: 'grant-and-apply', reviewed: null, proposal: PROPOSED })
  const decline = (id: number) => decideRequest(ops(), { id, decision: 'decline', reason: 'Not from there.' })
  const ask = (id: number) => askBack(ops(), question(id))
  const edit = (id: number) =>
    editProposal(ops(), {
      id,
      submission: randomUUID(),
      was: PROPOSED,
      proposal: proposing(pulling('Edited')),
    })
  const withdraw = (id: number) => withdrawRequest(author(), { id })
  const closing = { grant: 'granted', decline: 'declined', withdraw: 'withdrawn' } as const
  const decisions = { grant, decline, ask, edit, withdraw }
  type Decision = keyof typeof decisions

  const together: Decision[][] = [
    ['grant', 'decline', 'ask'],
    ['ask', 'grant', 'decline'],
    ['decline', 'ask', 'grant', 'grant'],
    ['ask', 'withdraw'],
    ['withdraw', 'ask'],
    ['withdraw', 'grant'],
    ['grant', 'withdraw', 'decline'],
    ['edit', 'grant'],
    ['grant', 'edit', 'ask'],
  ]

  it.each(together.map((wanted) => [wanted.join(', '), wanted] as const))(
    'close a request once, and the policy has exactly what was granted: %s',
    async (_names, wanted) => {
      const { id, ref } = await asked()
      const outcomes = await Promise.allSettled(wanted.map((decision) => decisions[decision](id)))
      const done = wanted.filter((_, index) => outcomes[index]?.status === 'fulfilled')
      const closed = done.flatMap((decision) =>
        decision in closing ? [closing[decision as keyof typeof closing]] : [],
      )
      const status = await statusOf(id)
      expect(closed.length).toBeLessThanOrEqual(1)
      expect(status).toBe(closed[0] ?? (done.includes('ask') ? 'asked' : 'waiting'))
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'conflict' })
      const kinds = (await listNotes(ops(), id)).map(({ kind }) => kind)
      expect(kinds.includes('question')).toBe(done.includes('ask'))
      expect(kinds.includes('proposal')).toBe(done.includes('edit'))
      const policy = (await getPolicy(ops(), ref)) ?? ''
      expect(policy.includes('PullFromCcpDev')).toBe(done.includes('grant'))
      expect(policy).not.toContain('Edited')
    },
  )
})
