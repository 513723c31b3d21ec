import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSandbox } from '@/lib/sandbox/server'
import { clientOf } from '@/lib/sandbox/test-clients'
import { openRecordingProxy, type RecordingProxy } from './recording-proxy'

let sandbox: Awaited<ReturnType<typeof startSandbox>>
let proxy: RecordingProxy
let endpoint: string

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'full' })
  proxy = await openRecordingProxy(0, sandbox.endpoint)
  endpoint = proxy.endpoint
})
afterAll(async () => {
  await proxy.close()
  await sandbox.close()
})

function addFault(fault: object) {
  const body = JSON.stringify(fault)
  const headers = { 'content-type': 'application/json' }
  return fetch(`${sandbox.endpoint}/_sandbox/faults`, { method: 'POST', headers, body })
}

test('signed calls arrive, and are recorded with their operation and time', async () => {
  await addFault({ fault: 'latency', latencyMs: 80, operation: 'DescribeRepositories', times: 1 })
  const calls = await proxy.during(async () => {
    await clientOf(STSClient, endpoint, 'hp-id-dev', 'developer').send(new GetCallerIdentityCommand({}))
    const answer = await clientOf(ECRClient, endpoint, 'hp-id-dev', 'developer').send(
      new DescribeRepositoriesCommand({ repositoryNames: ['test-container'] }),
    )
    expect(answer.repositories).toHaveLength(1)
  })
  expect(calls.map(({ operation }) => operation)).toEqual(['GetCallerIdentity', 'DescribeRepositories'])
  const [first, second] = calls
  expect(second?.request).toContain('test-container')
  expect(second?.startedAt).toBeGreaterThanOrEqual(first?.endedAt ?? Number.NaN)
  expect((second?.endedAt ?? 0) - (second?.startedAt ?? 0)).toBeGreaterThan(75)
})

test('a call that ends after the work is awaited', async () => {
  await addFault({ fault: 'latency', latencyMs: 150, times: 1 })
  let answered: Promise<unknown> = Promise.resolve()
  const calls = await proxy.during(async () => {
    answered = clientOf(STSClient, endpoint, 'hp-id-dev', 'developer').send(new GetCallerIdentityCommand({}))
  })
  expect(calls).toHaveLength(1)
  expect(calls[0]?.endedAt).not.toBeNaN()
  await answered
})

test('a connection that breaks upstream breaks for the caller', async () => {
  await addFault({ fault: 'connection-reset', times: 1 })
  const client = clientOf(STSClient, endpoint, 'hp-id-dev', 'developer')
  await expect(client.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ code: 'ECONNRESET' })
  expect(await proxy.during(async () => {})).toEqual([])
})
