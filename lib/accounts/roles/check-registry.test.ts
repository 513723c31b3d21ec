import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Account, registriesOf } from '@/lib/accounts/model'
import { listActivity } from '@/lib/audit/list-activity'
import { awsFor } from '@/lib/aws/aws'
import type { Context } from '@/lib/context'
import { callsAt, forgetCalls } from '@/lib/sandbox/test-calls'
import { addFault, clearFaults } from '@/lib/sandbox/test-faults'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { type Checked, remedyFor, stateOf } from './check'
import { checkRegistry } from './check-registry'
import { listChecks } from './list-checks'
import { PROBES, probeRegistry } from './probe-registry'

const PROD = { account: '872569379934', region: 'us-west-2' }
const PORTAL = 'arn:aws:iam::872569379934:user/ecr-portal'
const COLUMNS: Checked[] = ['sign-in', 'read', 'registry', 'create', 'permissions', 'settings']

let portal: TestPortal
beforeAll(async () => {
  portal = await startTestPortal()
})
beforeEach(() => forgetCalls(portal.endpoint))
afterEach(() => clearFaults(portal.endpoint))
afterAll(() => portal.close())

const ops = () => portal.as('ops-reviewer')

/** Operations, with other roles in hp-id-prod than the accounts file has. */
function withRoles(roles: Partial<Account['roles']>): Context {
  const ctx = ops()
  const accounts = ctx.accounts.map((account) =>
    account.id === PROD.account ? { ...account, roles: { ...account.roles, ...roles } } : account,
  )
  return { ...ctx, accounts }
}

async function statesOf(ctx: Context) {
  const { findings } = await checkRegistry(ctx, PROD)
  return Object.fromEntries(COLUMNS.map((checked) => [checked, stateOf(findings, checked)]))
}

describe('checking a registry', () => {
  it('finds that the portal’s own policy texts allow everything it does, everywhere', async () => {
    for (const registry of registriesOf(ops().accounts)) {
      const { findings } = await checkRegistry(ops(), registry)
      expect(findings.filter(({ state }) => state !== 'allowed')).toEqual([])
      expect(new Set(findings.map(({ checked }) => checked))).toEqual(new Set(COLUMNS))
    }
  })

  it('changes nothing in AWS', async () => {
    await checkRegistry(ops(), PROD)
    const calls = await callsAt(portal.endpoint)
    expect(calls).toHaveLength(15)
    const harmless = /^(AssumeRole|DescribeRepositories|GetRegistryPolicy|GetAccountSetting)$/
    const carriedOut = calls.filter(({ outcome }) => outcome === 'OK')
    expect(carriedOut.filter(({ operation }) => !harmless.test(operation))).toEqual([])
  })

  it('asks about a repository that can’t exist, and for a creation with an impossible key', async () => {
    const ctx = ops()
    const account = ctx.accounts.find(({ id }) => id === PROD.account)
    if (!account) throw new Error('there is no hp-id-prod')
    const asked = async () => {
      const inputs: object[] = []
      const aws: Context['aws'] = {
        ecr(...where) {
          const client = awsFor('ana', ctx.accounts).ecr(...where)
          client.middlewareStack.add(
            (next) => (request) => {
              inputs.push(request.input)
              return next(request)
            },
            { step: 'initialize' },
          )
          return client
        },
      }
      await probeRegistry(aws, account, PROD)
      return JSON.stringify(inputs)
    }
    const names = /cwp\/ecr-portal-check-[0-9a-f]{8}-[0-9a-f-]{27}/g
    const [once, again] = [await asked(), await asked()]
    // All but the list of what there is, and the policy and setting of the registry, read and written.
    expect(once.match(names)).toHaveLength(PROBES.length - 4)
    expect(new Set(once.match(names))).not.toEqual(new Set(again.match(names)))
    expect(once).toContain('key/00000000-0000-0000-0000-000000000000')
  })

  it('names every permission that a role lacks, by AWS’s own decision', async () => {
    const ctx = withRoles({ write: 'ecr-portal-read' })
    expect(await statesOf(ctx)).toEqual({
      'sign-in': 'allowed',
      read: 'allowed',
      registry: 'denied',
      create: 'denied',
      permissions: 'denied',
      settings: 'denied',
    })
    const { findings } = await checkRegistry(ctx, PROD)
    expect(findings.filter(({ state }) => state === 'denied').map(({ action }) => action)).toEqual([
      'ecr:CreateRepository',
      'ecr:SetRepositoryPolicy',
      'ecr:DeleteRepositoryPolicy',
      'ecr:PutImageTagMutability',
      'ecr:PutImageScanningConfiguration',
      'ecr:PutRegistryPolicy',
    ])
    const [missing] = findings.filter(({ checked }) => checked === 'permissions')
    const account = ctx.accounts.find(({ id }) => id === PROD.account)
    if (!missing || !account) throw new Error('there is no finding')
    expect(missing.said).toContain('is not authorized to perform: ecr:SetRepositoryPolicy')
    expect(remedyFor(missing, account, PORTAL)).toMatchObject({
      problem: 'ecr-portal-read lacks ecr:SetRepositoryPolicy.',
      todo: 'Add it to the policy of ecr-portal-read in hp-id-prod.',
      policy: { name: 'write policy', text: expect.stringContaining('"ecr:SetRepositoryPolicy"') },
    })
  })

  it.each([
    ['a role that does not exist', { read: 'not-there' }],
    ['another external id', { externalId: 'another' }],
  ])('says that it cannot sign in, and asks that role for nothing more, with %s', async (_what, roles) => {
    const ctx = withRoles(roles)
    expect(await statesOf(ctx)).toMatchObject({ 'sign-in': 'denied', read: 'unasked' })
    const { findings } = await checkRegistry(ctx, PROD)
    const account = ctx.accounts.find(({ id }) => id === PROD.account)
    const [refused] = findings.filter(({ state }) => state === 'denied')
    if (!refused || !account) throw new Error('there is no finding')
    expect(remedyFor(refused, account, PORTAL)).toMatchObject({
      todo: expect.stringContaining('doesn’t allow arn:aws:iam::872569379934:user/ecr-portal'),
      policy: { name: 'trust policy' },
    })
  })

  it('assumes the roles anew each time, so that a role that no longer trusts it is found', async () => {
    const ctx = ops()
    await checkRegistry(ctx, PROD)
    await addFault(portal.endpoint, { fault: 'access-denied', operation: 'AssumeRole' })
    expect(await statesOf(ctx)).toMatchObject({ 'sign-in': 'denied' })
  })

  it.each([
    ['an explicit deny', 'with an explicit deny in a service control policy', 'Adding a grant won’t help'],
    ['no grant', undefined, 'Add it to the policy'],
  ])('says what to do about %s', async (_what, reason, todo) => {
    await addFault(portal.endpoint, {
      fault: 'access-denied',
      operation: 'PutImageTagMutability',
      ...(reason && { reason }),
    })
    const { findings } = await checkRegistry(ops(), PROD)
    const account = ops().accounts.find(({ id }) => id === PROD.account)
    const [missing] = findings.filter(({ state }) => state === 'denied')
    if (!missing || !account) throw new Error('there is no finding')
    expect(missing.action).toBe('ecr:PutImageTagMutability')
    expect(remedyFor(missing, account, PORTAL)?.todo).toContain(todo)
  })

  it.each(['throttle', 'server-error', 'html-502', 'lost-answer', 'expired-token'] as const)(
    'takes an answer that says nothing of the permission for neither: %s',
    async (fault) => {
      await addFault(portal.endpoint, { fault, operation: 'SetRepositoryPolicy' })
      expect(await statesOf(ops())).toMatchObject({ permissions: 'unclear', create: 'allowed' })
    },
  )

  it('is recorded, and the last one is kept with its age and its author', async () => {
    await addFault(portal.endpoint, { fault: 'access-denied', operation: 'CreateRepository' })
    await checkRegistry(ops(), PROD)
    await clearFaults(portal.endpoint)
    const check = await checkRegistry(ops(), PROD)
    await forgetCalls(portal.endpoint)
    const never = { account: '252775557553', region: 'eu-central-1' }
    expect(await listChecks(ops(), [PROD, never])).toEqual([{ ...check, by: 'ops-reviewer' }, undefined])
    expect(await callsAt(portal.endpoint)).toEqual([])
    expect((await listActivity(ops(), { action: 'account.check' }))[0]).toMatchObject({
      account: PROD.account,
      region: PROD.region,
      repository: null,
      outcome: 'done',
    })
  })

  it('is for operations only, and for the accounts file’s registries only', async () => {
    await expect(checkRegistry(portal.as('cwp-engineer'), PROD)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(listChecks(portal.as('cwp-engineer'), [PROD])).rejects.toMatchObject({ code: 'forbidden' })
    const elsewhere = { account: PROD.account, region: 'eu-central-1' }
    await expect(checkRegistry(ops(), elsewhere)).rejects.toMatchObject({ code: 'not-found' })
    await expect(checkRegistry(ops(), { account: PROD.account })).rejects.toMatchObject({ code: 'invalid' })
    expect(await callsAt(portal.endpoint)).toEqual([])
  })
})
