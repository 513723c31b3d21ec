import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listActivity } from '@/lib/audit/list-activity'
import { uniqueId } from '@/lib/sandbox/identity/unique-id'
import { callsAt, forgetCalls } from '@/lib/sandbox/test-calls'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { savePolicy } from './save-policy'
import { duringWrite, outsider, policyFor, policyOf } from './test-outside'

const PULL = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']
const OPEN = policyOf({ Effect: 'Allow', Principal: '*', Action: PULL })
const LOCKED = policyOf({ Effect: 'Deny', Principal: '*', Action: 'ecr:SetRepositoryPolicy' })
/** Denies the portal's own role by its ID, which the portal can't recognise. */
const GUARDED = policyOf({
  Effect: 'Deny',
  Principal: { AWS: uniqueId('AROA', 'arn:aws:iam::252775557553:role/ecr-portal-write') },
  Action: 'ecr:SetRepositoryPolicy',
})

describe('a dangerous change', () => {
  let portal: TestPortal
  beforeAll(async () => {
    portal = await startTestPortal()
  })
  afterAll(() => portal.close())

  const ops = () => portal.as('ops-reviewer')

  it.each([
    ['opens the repository to everyone', OPEN, 'opens the repository to everyone', false, null],
    [
      'locks its owner out',
      LOCKED,
      'from changing the permissions again',
      true,
      'forced past AWS’s lockout check',
    ],
  ])(
    'that %s asks operations for the repository’s name, and is saved with it',
    async (_what, draft, because, force, reason) => {
      const ref = await portal.newRepository()
      const sent: object[] = []
      const ctx = duringWrite(ops(), (send, request) => {
        sent.push(request)
        return send()
      })
      const saving = await savePolicy(ctx, { ref, base: null, draft })
      expect(saving).toMatchObject({
        outcome: 'unconfirmed',
        because: expect.arrayContaining([expect.stringContaining(because)]),
        force,
      })
      await expect(
        savePolicy(ctx, { ref, base: null, draft, typedName: 'cwp/another', force }),
      ).rejects.toMatchObject({ fields: { typedName: expect.stringContaining(ref.name) } })
      expect(sent).toEqual([])
      expect(await savePolicy(ctx, { ref, base: null, draft, typedName: ref.name, force })).toMatchObject({
        outcome: 'saved',
      })
      expect(sent).toHaveLength(1)
      expect('force' in (sent[0] ?? {})).toBe(force)
      const [record] = await listActivity(ctx, { ref })
      expect(record).toMatchObject({ action: 'permissions.save', outcome: 'done', reason })
    },
  )

  it('is never forced without the name, nor by the name alone if it was typed for another danger', async () => {
    const ref = await portal.newRepository()
    await expect(savePolicy(ops(), { ref, base: null, draft: LOCKED, force: true })).rejects.toMatchObject({
      code: 'invalid',
    })
    expect(await savePolicy(ops(), { ref, base: null, draft: LOCKED, typedName: ref.name })).toMatchObject({
      outcome: 'unconfirmed',
      force: true,
    })
  })

  it('is refused to an engineer with the name and all, and AWS sees no call', async () => {
    const ref = await portal.newRepository()
    await forgetCalls(portal.endpoint)
    for (const draft of [OPEN, LOCKED, policyFor('120744138334')])
      await expect(
        savePolicy(portal.as('cwp-engineer'), { ref, base: null, draft, typedName: ref.name, force: true }),
      ).rejects.toMatchObject({ code: 'forbidden' })
    expect(await callsAt(portal.endpoint)).toEqual([])
    await expect(outsider(portal.endpoint).read(ref)).rejects.toThrow('does not exist')
  })

  it('that only AWS detects is explained to an engineer, and offered to operations', async () => {
    const ref = await portal.newRepository()
    await expect(
      savePolicy(portal.as('cwp-engineer'), { ref, base: null, draft: GUARDED }),
    ).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('AWS rejects it. Nothing was saved.'),
    })
    expect(await savePolicy(ops(), { ref, base: null, draft: GUARDED })).toMatchObject({
      outcome: 'unconfirmed',
      because: [expect.stringContaining('could not change the permissions again')],
      force: true,
    })
    expect(
      await savePolicy(ops(), { ref, base: null, draft: GUARDED, typedName: ref.name, force: true }),
    ).toMatchObject({ outcome: 'saved' })
  })

  it('with a principal that doesn’t exist is refused by AWS, and the portal says which', async () => {
    const ref = await portal.newRepository()
    const ctx = portal.as('cwp-engineer')
    const base = policyFor('120744138334')
    await savePolicy(ctx, { ref, base: null, draft: base })
    const gone = 'arn:aws:iam::252775557553:role/gone'
    const draft = policyOf(...JSON.parse(base).Statement, {
      Sid: 'Gone',
      Effect: 'Allow',
      Principal: { AWS: gone },
      Action: PULL,
    })
    await expect(savePolicy(ctx, { ref, base, draft })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining(
        `${gone} doesn’t exist (or no longer does). The permissions were not changed.`,
      ),
    })
  })
})
