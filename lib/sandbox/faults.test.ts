import {
  CreateRepositoryCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  paginateDescribeRepositories,
} from '@aws-sdk/client-ecr'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { afterEach, beforeAll, expect, it } from 'vitest'
import type { Fault } from './faults'
import { startSandbox } from './server'
import { clientOf, keysOf } from './test-clients'
import { addFault, clearFaults } from './test-faults'

let endpoint: string
let dev: ECRClient
let prod: ECRClient

beforeAll(async () => {
  const sandbox = await startSandbox({ seed: 'full' })
  endpoint = sandbox.endpoint
  dev = clientOf(ECRClient, endpoint, 'hp-id-dev', 'developer')
  prod = clientOf(ECRClient, endpoint, 'hp-id-prod', 'developer')
  return sandbox.close
})
afterEach(() => clearFaults(endpoint))

const add = (fault: Fault) => addFault(endpoint, fault)
const ANSWERED = {
  repositories: expect.arrayContaining([
    expect.objectContaining({ repositoryName: expect.stringContaining('/') }),
  ]),
}
const list = (client: ECRClient) => client.send(new DescribeRepositoriesCommand({}))

it.each([
  ['throttle', { name: 'ThrottlingException', message: 'Rate exceeded', $metadata: { httpStatusCode: 400 } }],
  ['expired-token', { name: 'ExpiredTokenException' }],
  ['clock-skew', { name: 'InvalidSignatureException' }],
  ['server-error', { name: 'ServerException', $metadata: { httpStatusCode: 500 } }],
  ['html-502', { name: 'SyntaxError' }],
  ['truncated', { name: 'SyntaxError' }],
  ['connection-reset', { code: 'ECONNRESET' }],
] as const)('%s breaks a call as AWS or the network would', async (fault, error) => {
  await add({ fault })
  await expect(list(dev)).rejects.toMatchObject(error)
})

it('affects only the account, region and operation that it names, and only as often as it says', async () => {
  await add({
    fault: 'throttle',
    account: '872569379934',
    region: 'us-west-2',
    operation: 'DescribeRepositories',
    times: 2,
  })
  await expect(list(dev)).resolves.toMatchObject(ANSWERED)
  await expect(list(prod)).rejects.toThrow('Rate exceeded')
  await expect(list(prod)).rejects.toThrow('Rate exceeded')
  await expect(list(prod)).resolves.toMatchObject(ANSWERED)
})

it('is used up by a client’s retries', async () => {
  await add({ fault: 'throttle', times: 2 })
  const patient = new ECRClient({
    region: 'us-west-2',
    endpoint,
    maxAttempts: 3,
    credentials: keysOf('hp-id-dev', 'developer'),
  })
  await expect(list(patient)).resolves.toMatchObject(ANSWERED)
})

it('refuses access in AWS’s own words', async () => {
  await add({ fault: 'access-denied', reason: 'with an explicit deny in a service control policy' })
  await expect(list(dev)).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message:
      'User: arn:aws:iam::252775557553:user/developer is not authorized to perform: ecr:DescribeRepositories on resource: * with an explicit deny in a service control policy',
  })
})

it('keeps the portal out of one account by its role', async () => {
  await add({ fault: 'access-denied', operation: 'AssumeRole', account: '957591566260' })
  const portal = clientOf(STSClient, endpoint, 'hp-id-prod', 'ecr-portal')
  const take = (account: string, name: string) =>
    portal.send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${account}:role/ecr-portal-read`,
        RoleSessionName: 'ana',
        ExternalId: `ecr-portal-${name}`,
      }),
    )
  await expect(take('957591566260', 'ccp-dev')).rejects.toMatchObject({ name: 'AccessDenied' })
  await expect(take('252775557553', 'hp-id-dev')).resolves.toMatchObject({
    AssumedRoleUser: { Arn: 'arn:aws:sts::252775557553:assumed-role/ecr-portal-read/ana' },
  })
})

it('issues a session that ends soon', async () => {
  await add({ fault: 'short-session', seconds: 60 })
  const { Credentials } = await clientOf(STSClient, endpoint, 'hp-id-prod', 'ecr-portal').send(
    new AssumeRoleCommand({
      RoleArn: 'arn:aws:iam::957591566260:role/ecr-portal-read',
      RoleSessionName: 'ana',
      ExternalId: 'ecr-portal-ccp-dev',
    }),
  )
  expect(Credentials?.Expiration?.getTime()).toBeLessThanOrEqual(Date.now() + 60_000)
})

it('answers 200 with an empty body', async () => {
  await add({ fault: 'empty-200' })
  expect((await list(dev)).repositories).toBeUndefined()
})

it('answers late', async () => {
  await add({ fault: 'latency', latencyMs: 40, times: 1 })
  const before = performance.now()
  await list(dev)
  expect(performance.now() - before).toBeGreaterThan(39)
})

it('never answers', async () => {
  await add({ fault: 'hang' })
  await expect(
    dev.send(new DescribeRepositoriesCommand({}), { abortSignal: AbortSignal.timeout(50) }),
  ).rejects.toThrow()
})

it('begins a list with an empty page, followed by everything', async () => {
  const { repositories } = await dev.send(new DescribeRepositoriesCommand({ maxResults: 1000 }))
  await add({ fault: 'empty-page' })
  const pages: (string | undefined)[][] = []
  for await (const page of paginateDescribeRepositories({ client: dev, pageSize: 1000 }, {}))
    pages.push((page.repositories ?? []).map(({ repositoryName }) => repositoryName))
  expect(pages).toEqual([[], repositories?.map(({ repositoryName }) => repositoryName)])
})

it('fails on every page but the first', async () => {
  await add({ fault: 'later-pages-fail' })
  const { nextToken } = await dev.send(new DescribeRepositoriesCommand({ maxResults: 2 }))
  await expect(dev.send(new DescribeRepositoriesCommand({ nextToken }))).rejects.toMatchObject({
    name: 'ServerException',
  })
})

it('loses the answer to a write that was applied', async () => {
  await add({ fault: 'lost-answer', operation: 'CreateRepository', times: 1 })
  const create = () => dev.send(new CreateRepositoryCommand({ repositoryName: 'cwp/unheard' }))
  await expect(create()).rejects.toMatchObject({ code: 'ECONNRESET' })
  await expect(create()).rejects.toMatchObject({ name: 'RepositoryAlreadyExistsException' })
})

it('hides a repository that was just created from the next reads', async () => {
  await add({ fault: 'late-create', reads: 2 })
  await dev.send(new CreateRepositoryCommand({ repositoryName: 'cwp/late' }))
  const read = () => dev.send(new DescribeRepositoriesCommand({ repositoryNames: ['cwp/late'] }))
  await expect(read()).rejects.toMatchObject({ name: 'RepositoryNotFoundException' })
  await expect(read()).rejects.toMatchObject({ name: 'RepositoryNotFoundException' })
  await expect(read()).resolves.toMatchObject({ repositories: [{ repositoryName: 'cwp/late' }] })
})

it('refuses connections for a while', async () => {
  await add({ fault: 'connection-refused', forMs: 60 })
  const newcomer = clientOf(ECRClient, endpoint, 'hp-id-dev', 'developer')
  await expect(list(newcomer)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  const patient = new ECRClient({
    region: 'us-west-2',
    endpoint,
    maxAttempts: 8,
    credentials: keysOf('hp-id-dev', 'developer'),
  })
  await expect(list(patient)).resolves.toMatchObject(ANSWERED)
})

it.each([
  ['a fault that it does not know', 'application/json', '{"fault":"earthquake"}', 400],
  ['a form of another site', 'text/plain', '{"fault":"throttle"}', 415],
])('does not take %s', async (_what, contentType, body, status) => {
  const response = await fetch(`${endpoint}/_sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': contentType },
    body,
  })
  expect(response.status).toBe(status)
  const waiting = await fetch(`${endpoint}/_sandbox/faults`)
  expect(await waiting.json()).toEqual([])
})
