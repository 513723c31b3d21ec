import { ECRClient, PutAccountSettingCommand, PutRegistryPolicyCommand } from '@aws-sdk/client-ecr'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { awsFor } from '@/lib/aws/aws'
import { clientOf } from '@/lib/sandbox/test-clients'
import { addFault, clearFaults } from '@/lib/sandbox/test-faults'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { getRegistryPolicy } from './get-registry-policy'
import { refreshRegistryPolicy } from './refresh-registry-policy'
import { storeReading } from './registry-policies'

const DEV = { account: '252775557553', region: 'us-west-2' }
const CD = { account: '120744138334', region: 'us-west-2' }
const OLD = { account: '957591566260', region: 'eu-central-1' }

describe('the policy of a registry', () => {
  let portal: TestPortal
  beforeAll(async () => {
    portal = await startTestPortal()
  })
  afterEach(() => clearFaults(portal.endpoint))
  afterAll(() => portal.close())

  const engineer = () => portal.as('cwp-engineer')

  async function read(registry: typeof DEV) {
    await refreshRegistryPolicy(awsFor('ecr-portal', engineer().accounts), registry)
    return getRegistryPolicy(engineer(), registry)
  }

  it('is not known before it was read, which is not the same as none', async () => {
    expect(await getRegistryPolicy(engineer(), DEV)).toEqual({
      side: { state: 'unknown', reason: 'The portal hasn’t read the policy of this registry yet.' },
      readAt: undefined,
      failure: undefined,
    })
    expect(await read(DEV)).toMatchObject({
      side: { state: 'known', scope: 'V2', document: undefined },
      readAt: expect.any(Number),
    })
  })

  it('is read with its scope, by the roles that the portal hands out', async () => {
    const cd = await read(CD)
    expect(cd.side).toMatchObject({ state: 'known', scope: 'V2' })
    expect(cd.side.state === 'known' && cd.side.document?.statements).toHaveLength(2)
    expect((await read(OLD)).side).toMatchObject({ state: 'known', scope: 'V1' })
  })

  it.each(['GetRegistryPolicy', 'GetAccountSetting'])(
    'stays known with its age when a later %s fails, and says why',
    async (operation) => {
      const { readAt } = await read(CD)
      await addFault(portal.endpoint, { fault: 'access-denied', account: CD.account, operation })
      const later = await read(CD)
      expect(later).toMatchObject({
        side: { state: 'known' },
        readAt,
        failure: { code: 'aws-denied', message: expect.stringContaining(`ecr:${operation}`) },
      })
      await clearFaults(portal.endpoint)
      expect((await read(CD)).failure).toBeUndefined()
    },
  )

  it('is unknown where the portal may not read it', async () => {
    const registry = { account: '871386769552', region: 'us-west-2' }
    await addFault(portal.endpoint, {
      fault: 'access-denied',
      account: registry.account,
      operation: 'GetRegistryPolicy',
    })
    expect((await read(registry)).side).toMatchObject({
      state: 'unknown',
      reason: expect.stringContaining('ecr:GetRegistryPolicy'),
    })
  })

  it('follows what someone changes in AWS', async () => {
    const client = clientOf(ECRClient, portal.endpoint, 'hp-id-dev', 'developer', 'us-west-2')
    const policyText = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Principal: '*', Action: 'ecr:DeleteRepository', Resource: '*' }],
    })
    await client.send(new PutRegistryPolicyCommand({ policyText }))
    await client.send(new PutAccountSettingCommand({ name: 'REGISTRY_POLICY_SCOPE', value: 'V1' }))
    const { side } = await read(DEV)
    expect(side).toMatchObject({ state: 'known', scope: 'V1' })
    expect(side.state === 'known' && side.document?.text).toContain('DeleteRepository')
  })

  it.each([
    ['text that is no JSON', { policy: '{ "Version": ', scope: 'V2' }, 'can’t read the registry’s policy'],
    ['a scope of the future', { policy: null, scope: 'V3' }, 'scope V3'],
  ])('is unknown with %s', async (_what, reading, reason) => {
    await storeReading(await engineer().db(), DEV, reading)
    expect((await getRegistryPolicy(engineer(), DEV)).side).toMatchObject({
      state: 'unknown',
      reason: expect.stringContaining(reason),
    })
  })
})
