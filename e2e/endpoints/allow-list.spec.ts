import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { HOLES } from '../../lib/permissions/test-holes'
import { callsAt, forgetCalls, writesAt } from '../../lib/sandbox/test-calls'
import { expect } from '../fixtures'
import { type Client, resultOf, test } from './client'
import { NEW_REPOSITORY, WANTED_ACCESS } from './endpoints'
import type { Answer } from './send'

type Ref = { account: string; region: string; name: string }

const policyOf = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement })

const GRANT = { Effect: 'Allow', Principal: { AWS: '120744138334' }, Action: 'ecr:BatchGetImage' }
const KNOWN = policyOf(GRANT)

/** An engineer calls an action, with whatever they like, as often as the portal lets them. */
async function call(client: Client, action: string, input: unknown): Promise<Answer> {
  const answer = await client.post(action, input, { ...client.ours, ...client.sessions['cwp-engineer'] })
  const result = resultOf(answer)
  if (result?.ok !== false || result.code !== 'throttled') return answer
  await setTimeout(1000)
  return call(client, action, input)
}

const saving = (client: Client, ref: Ref, base: string | null, draft: string, more: object = {}) =>
  call(client, 'savePolicyAction', { ref, base, draft, ...more })

type Path = {
  /** What the refusal says, if it isn’t what is wrong with the policy. */
  because?: RegExp
  /** The policy that is there before. */
  base: string | null
  attempt: (client: Client, ref: Ref, statements: object[]) => Promise<Answer>
}

/** Every way in which an engineer can make the portal write a policy. All of them end in a refusal. */
const PATHS: Record<string, Path> = {
  'the form, JSON or a copy, where there is no policy': {
    base: null,
    attempt: (client, ref, statements) => saving(client, ref, null, policyOf(...statements)),
  },
  'one more statement': {
    base: KNOWN,
    attempt: (client, ref, statements) => saving(client, ref, KNOWN, policyOf(GRANT, ...statements)),
  },
  'a restore or an undo, which replaces everything': {
    base: KNOWN,
    attempt: (client, ref, statements) =>
      saving(client, ref, KNOWN, policyOf(...statements), { reason: 'undoes the last change' }),
  },
  'the name typed, and forced': {
    base: null,
    because: /Only infrastructure operations can save it anyway/,
    attempt: (client, ref, statements) =>
      saving(client, ref, null, policyOf(...statements), { typedName: ref.name, force: true }),
  },
  'a grant of their own request': {
    base: null,
    because: /Only infrastructure operations can decide requests/,
    async attempt(client, ref, statements) {
      const proposal = { kind: 'policy', base: null, draft: policyOf(...statements) }
      const asked = await call(client, 'createRequestAction', {
        ...WANTED_ACCESS,
        repository: ref.name,
        proposal,
        submission: randomUUID(),
      })
      const result = resultOf(asked)
      const id = result?.ok ? result.value : undefined
      expect(id, 'the request is stored for a reviewer').toEqual(expect.any(Number))
      return call(client, 'decideRequestAction', { id, decision: 'grant', reviewed: null, proposal })
    },
  },
  'the policy of the whole registry': {
    base: null,
    because: /Only infrastructure operations can change a registry’s policy/,
    attempt: (client, { account, region }, statements) =>
      call(client, 'saveRegistryPolicyAction', {
        ref: { account, region },
        base: null,
        draft: policyOf(...statements.map((statement) => ({ ...statement, Resource: '*' }))),
      }),
  },
}

for (const [path, { base, because: always, attempt }] of Object.entries(PATHS))
  test(`no hole is opened by ${path}`, async ({ client, workersPortal }) => {
    const ref = await client.setup.newRepository()
    if (base) expect(resultOf(await saving(client, ref, null, base))).toMatchObject({ ok: true })
    await forgetCalls(workersPortal.sandbox)
    for (const { name, statements, because } of HOLES) {
      const answer = await attempt(client, ref, statements)
      expect(resultOf(answer), name).toMatchObject({
        ok: false,
        code: 'forbidden',
        message: expect.stringMatching(always ?? because),
      })
    }
    expect(await writesAt(workersPortal.sandbox)).toEqual([])
  })

test('a stranger does not get in by a Deny of hundreds that is replaced', async ({
  client,
  workersPortal,
}) => {
  const ref = await client.setup.newRepository()
  const accounts = Array.from({ length: 600 }, (_, at) => `${100_000_000_000 + at}`)
  const deny = policyOf({ Effect: 'Deny', Principal: { AWS: accounts }, Action: 'ecr:PutImage' })
  expect((await saving(client, ref, null, deny)).body).toContain('"outcome":"saved"')
  await forgetCalls(workersPortal.sandbox)
  const stranger = policyOf({ Effect: 'Allow', Principal: { AWS: '100000000599' }, Action: 'ecr:*' })
  expect(resultOf(await saving(client, ref, deny, stranger))).toMatchObject({
    ok: false,
    code: 'forbidden',
    message: expect.stringContaining('100000000599'),
  })
  expect(await writesAt(workersPortal.sandbox)).toEqual([])
})

test('sharing takes the numbers of accounts, and none that the portal doesn’t know', async ({
  client,
  workersPortal,
}) => {
  const ref = await client.setup.newRepository()
  await forgetCalls(workersPortal.sandbox)
  for (const shareWith of [['999999999999'], ['957591566260'], ['*'], [{ AWS: '*' }]])
    expect(resultOf(await call(client, 'shareRepositoryAction', { ref, shareWith }))?.ok).toBe(false)
  const created = await call(client, 'createRepositoryAction', {
    ...NEW_REPOSITORY,
    name: `cwp/${randomUUID()}`,
    shareWith: ['999999999999'],
    policy: policyOf(...(HOLES[0]?.statements ?? [])),
  })
  expect(created.body).toContain('999999999999')
  const calls = await callsAt(workersPortal.sandbox)
  expect(calls.map(({ operation }) => operation)).toContain('CreateRepository')
  expect(calls.map(({ operation }) => operation)).not.toContain('SetRepositoryPolicy')
})
