import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import seed from '@/lib/accounts/accounts.json'
import { AccountsFile } from '@/lib/accounts/model'
import type { Registry } from '@/lib/accounts/registry'
import { getPolicy } from '@/lib/permissions/get-policy'
import { savePolicy } from '@/lib/permissions/save-policy'
import { createRepository } from '@/lib/repositories/create-repository'
import { getRepository } from '@/lib/repositories/get-repository'
import { listImages } from '@/lib/repositories/list-images'
import { callsAt, forgetCalls } from '@/lib/sandbox/test-calls'
import { addFault, clearFaults } from '@/lib/sandbox/test-faults'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { awsFor } from './aws'
import { fromAws } from './errors'

const { accounts } = AccountsFile.parse(seed)
const DEV = { account: '252775557553', region: 'us-west-2' }
const CCP = { account: '957591566260', region: 'us-west-2' }
const FRANKFURT = { account: '957591566260', region: 'eu-central-1' }

let portal: TestPortal
beforeAll(async () => {
  portal = await startTestPortal()
})
beforeEach(() => forgetCalls(portal.endpoint))
afterEach(() => clearFaults(portal.endpoint))
afterAll(() => portal.close())

async function list(aws: ReturnType<typeof awsFor>, registry: Registry): Promise<unknown> {
  return aws.ecr(registry, 'read').send(new DescribeRepositoriesCommand({ maxResults: 1 }))
}

async function signIns() {
  return (await callsAt(portal.endpoint)).filter(({ operation }) => operation === 'AssumeRole')
}

describe('a session in an account', () => {
  it('is shared by all of a person’s calls with a role, in every region', async () => {
    const aws = awsFor('ana', accounts)
    await Promise.all([list(aws, CCP), list(aws, CCP), list(aws, FRANKFURT)])
    await list(aws, FRANKFURT)
    expect(await signIns()).toHaveLength(1)
    await list(awsFor('ben', accounts), CCP)
    expect(await signIns()).toHaveLength(2)
  })

  it('carries the person’s name and source identity into every call', async () => {
    await list(awsFor('auth0|ana', accounts), DEV)
    const name = expect.stringMatching(/^auth0-ana-[0-9a-f]{12}$/)
    expect(await callsAt(portal.endpoint)).toEqual([
      expect.objectContaining({ operation: 'AssumeRole', sourceIdentity: name, outcome: 'OK' }),
      expect.objectContaining({
        operation: 'DescribeRepositories',
        sourceIdentity: name,
        callerArn: expect.stringMatching(/assumed-role\/ecr-portal-read\/auth0-ana-[0-9a-f]{12}$/),
      }),
    ])
  })

  it('is renewed shortly before it ends, and not earlier', async () => {
    const aws = awsFor('ana', accounts)
    await addFault(portal.endpoint, { fault: 'short-session', seconds: 299, times: 1 })
    await list(aws, DEV)
    await list(aws, DEV)
    await list(aws, DEV)
    expect(await signIns()).toHaveLength(2)
  })

  it.each([
    ['has ended it', { fault: 'expired-token' }, 'ExpiredTokenException'],
    [
      'refuses the sessions of before now',
      { fault: 'access-denied', reason: 'with an explicit deny in an identity-based policy' },
      'AccessDeniedException',
    ],
  ] as const)('is not used again once AWS %s: the next call signs in anew', async (_what, fault, name) => {
    const aws = awsFor('ana', accounts)
    await list(aws, DEV)
    await addFault(portal.endpoint, { ...fault, operation: 'DescribeRepositories', times: 1 })
    await expect(list(aws, DEV)).rejects.toMatchObject({ name })
    await list(aws, DEV)
    expect(await signIns()).toHaveLength(2)
  })

  it('isn’t cached if assuming the role failed', async () => {
    const aws = awsFor('ana', accounts)
    await addFault(portal.endpoint, { fault: 'access-denied', operation: 'AssumeRole', times: 1 })
    await expect(list(aws, DEV)).rejects.toMatchObject({ name: 'AccessDenied' })
    await expect(list(aws, DEV)).resolves.toMatchObject({ repositories: [{ registryId: DEV.account }] })
  })
})

describe('what a request asks for', () => {
  const forged = [
    { account: '252775557553', region: 'eu-central-1' },
    { account: '999999999999', region: 'us-west-2' },
    { account: '252775557553', region: 'us-west-2.attacker.example' },
    { account: '252775557553:role/other', region: 'us-west-2' },
    { account: '../252775557553', region: 'us-west-2#' },
  ]
  it.each(forged)('never reaches AWS as another account or region: %o', async (registry) => {
    const ctx = portal.as('ops-reviewer')
    const ref = { ...registry, name: 'cwp/consul' }
    const creation = {
      registries: [registry],
      name: 'cwp/forged',
      mutability: 'MUTABLE',
      scanOnPush: false,
      encryption: 'AES256',
    }
    await Promise.allSettled([
      getRepository(ctx, ref),
      getPolicy(ctx, ref),
      listImages(ctx, ref),
      savePolicy(ctx, { ref, base: null, draft: '{}' }),
      createRepository(ctx, creation),
    ])
    expect(() => ctx.aws.ecr(registry, 'read')).toThrow('knows no registry')
    expect(() => ctx.aws.ecr(registry, 'write')).toThrow('knows no registry')
    expect(await callsAt(portal.endpoint)).toEqual([])
  })
})

describe('credentials that do not work', () => {
  const own = { ...process.env }
  const change = (values: Record<string, string | undefined>) => {
    for (const [name, value] of Object.entries(values))
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
  }
  beforeAll(() => Object.assign(own, process.env))
  afterEach(() =>
    change({ AWS_ACCESS_KEY_ID: own.AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY: own.AWS_SECRET_ACCESS_KEY }),
  )

  async function saidOf(work: Promise<unknown>): Promise<string> {
    const error = await work.then(
      () => 'it worked',
      (reason: unknown) => fromAws(reason, 'read the list', 'Nothing was changed.'),
    )
    return error instanceof Error ? error.message : String(error)
  }
  const said = (registry = DEV, known = accounts) => saidOf(list(awsFor('ana', known), registry))

  it('are missing', async () => {
    change({
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
    })
    expect(await said()).toBe(
      'The portal has no AWS credentials of its own, so it couldn’t read the list. Nothing was changed. Infrastructure operations needs to give the portal’s process a role, or find out why its role can’t be read.',
    )
  })

  it('are not known to AWS', async () => {
    change({ AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' })
    expect(await said()).toContain('AWS doesn’t recognise the portal’s access key')
  })

  it('have the secret of another key', async () => {
    change({ AWS_SECRET_ACCESS_KEY: 'sandbox-of-another-key-notasecret0notasec' })
    expect(await said()).toContain('secret key doesn’t match its access key')
  })

  it.each([
    ['expired-token', 'AssumeRole', 'The portal’s own AWS credentials have expired'],
    ['clock-skew', 'AssumeRole', 'The clock on the portal’s machine is wrong'],
    ['expired-token', 'DescribeRepositories', 'AWS ended the portal’s session in this account'],
    ['clock-skew', 'DescribeRepositories', 'The clock on the portal’s machine is wrong'],
    ['throttle', 'AssumeRole', 'AWS is limiting requests'],
  ] as const)('%s at %s has its own sentence', async (fault, operation, sentence) => {
    await addFault(portal.endpoint, { fault, operation })
    expect(await said()).toContain(sentence)
  })

  it.each([
    ['the external id is another one', { externalId: 'another' }],
    ['the role does not exist', { read: 'not-there' }],
  ])('do not open an account where %s', async (_what, roles) => {
    const changed = accounts.map((account) => ({ ...account, roles: { ...account.roles, ...roles } }))
    const sentence = await said(DEV, changed)
    expect(sentence).toContain('AWS doesn’t let the portal sign in to this account')
    expect(sentence).toContain('is not authorized to perform: sts:AssumeRole')
    expect(sentence).toContain('on the Accounts page')
  })
})
