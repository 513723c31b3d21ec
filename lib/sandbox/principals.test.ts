import { ECRClient, GetRepositoryPolicyCommand, SetRepositoryPolicyCommand } from '@aws-sdk/client-ecr'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startSandbox } from './server'
import { clientOf } from './test-clients'

const ROLE = 'arn:aws:iam::252775557553:role/build-ci'
const repositoryName = 'hpid/risk-engine'

let sandbox: Awaited<ReturnType<typeof startSandbox>>
let dev: ECRClient
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'full' })
  dev = clientOf(ECRClient, sandbox.endpoint, 'hp-id-dev', 'developer')
})
afterAll(() => sandbox.close())

async function change(method: 'PUT' | 'DELETE', arn: string): Promise<string> {
  const response = await fetch(`${sandbox.endpoint}/_sandbox/principals?arn=${encodeURIComponent(arn)}`, {
    method,
  })
  expect(response.status).toBe(200)
  return (await response.json()).uniqueId
}

function set(principal: string) {
  const statement = { Effect: 'Allow', Principal: { AWS: principal }, Action: 'ecr:BatchGetImage' }
  const policyText = JSON.stringify({ Statement: [statement] })
  return dev.send(new SetRepositoryPolicyCommand({ repositoryName, policyText }))
}

async function shown(): Promise<string> {
  const { policyText = '' } = await dev.send(new GetRepositoryPolicyCommand({ repositoryName }))
  return JSON.parse(policyText).Statement[0].Principal.AWS
}

it('a deleted role is shown by its ID, even after it is created again, and can’t be granted access by that ID', async () => {
  await set(ROLE)
  expect(await shown()).toBe(ROLE)
  const id = await change('DELETE', ROLE)
  expect(id).toMatch(/^AROA[A-Z2-7]{16}$/)
  expect(await shown()).toBe(id)
  await expect(set(ROLE)).rejects.toThrow('Principal not found')
  expect(await change('PUT', ROLE)).not.toBe(id)
  expect(await shown()).toBe(id)
  await expect(set(id)).rejects.toThrow('Principal not found')
  await set(ROLE)
  expect(await shown()).toBe(ROLE)
})

it('a new role can be granted access at once', async () => {
  const arn = 'arn:aws:iam::252775557553:role/teams/new-role'
  await expect(set(arn)).rejects.toThrow('Principal not found')
  await change('PUT', arn)
  await set(arn)
  expect(await shown()).toBe(arn)
})

it('a deleted user can no longer call', async () => {
  const sts = clientOf(STSClient, sandbox.endpoint, 'ccp-dev', 'ci')
  await change('DELETE', 'arn:aws:iam::957591566260:user/ci')
  await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
  })
})
