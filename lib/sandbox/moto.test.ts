import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  BatchGetImageCommand,
  CreateRepositoryCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  ECRServiceException,
  GetAuthorizationTokenCommand,
  GetLifecyclePolicyCommand,
  GetRegistryPolicyCommand,
  GetRepositoryPolicyCommand,
  InitiateLayerUploadCommand,
  ListTagsForResourceCommand,
  PutImageCommand,
  PutImageTagMutabilityCommand,
  PutLifecyclePolicyCommand,
  SetRepositoryPolicyCommand,
} from '@aws-sdk/client-ecr'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { freePort } from '@/lib/tools/launch/ports.mjs'
import verdicts from './cases/moto.json'
import { startSandbox } from './server'
import { keysOf } from './test-clients'

/** Where the two differ, which of them is right, and by what. */
const Verdicts = z.record(
  z.string(),
  z.strictObject({ right: z.enum(['sandbox', 'moto', 'unknown']), why: z.string() }),
)

const ACCOUNT = '252775557553'
const ARN = `arn:aws:ecr:us-west-2:${ACCOUNT}:repository/`
const repositoryName = 'cwp/compared'

const statement = {
  Sid: 'AllowPull',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::871386769552:root' },
  Action: ['ecr:BatchGetImage'],
}
const policyOf = (...Statement: object[]) => JSON.stringify({ Version: '2008-10-17', Statement })
const setPolicy = (policyText: string) => (client: ECRClient) =>
  client.send(new SetRepositoryPolicyCommand({ repositoryName, policyText }))
const rule = {
  rulePriority: 1,
  description: 'Expire untagged images after two weeks',
  selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 },
  action: { type: 'expire' },
}
const wildcard = (filter: string) => ({ filterType: 'WILDCARD' as const, filter })

/** The same calls to both, one after the other: what each shows is compared, or its refusal. */
const CASES: Record<string, (client: ECRClient) => Promise<unknown>> = {
  'create a repository': async (client) => {
    const { repository } = await client.send(new CreateRepositoryCommand({ repositoryName }))
    return { ...repository, createdAt: typeof repository?.createdAt }
  },
  'create it again': (client) => client.send(new CreateRepositoryCommand({ repositoryName })),
  'create with an upper-case name': (client) =>
    client.send(new CreateRepositoryCommand({ repositoryName: 'Cwp/x' })),
  'create with 51 tags': (client) =>
    client.send(
      new CreateRepositoryCommand({
        repositoryName: 'cwp/tags',
        tags: Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: 'v' })),
      }),
    ),
  'describe one that does not exist': (client) =>
    client.send(new DescribeRepositoriesCommand({ repositoryNames: ['cwp/none'] })),
  'describe by name with maxResults': async (client) =>
    (await client.send(new DescribeRepositoriesCommand({ repositoryNames: [repositoryName], maxResults: 5 })))
      .repositories?.length,
  'list one of two': async (client) => {
    await client.send(new CreateRepositoryCommand({ repositoryName: 'cwp/second' }))
    const page = await client.send(new DescribeRepositoriesCommand({ maxResults: 1 }))
    return [page.repositories?.length, typeof page.nextToken]
  },
  'list more than a thousand at once': async (client) =>
    typeof (await client.send(new DescribeRepositoriesCommand({ maxResults: 1001 }))),
  'read the policy where there is none': (client) =>
    client.send(new GetRepositoryPolicyCommand({ repositoryName })),
  'set a policy and read it': async (client) => {
    await setPolicy(policyOf(statement))(client)
    return (await client.send(new GetRepositoryPolicyCommand({ repositoryName }))).policyText
  },
  'set a policy that is no JSON': setPolicy('{'),
  'set a policy with a Resource': setPolicy(policyOf({ ...statement, Resource: '*' })),
  'set a policy without a principal': setPolicy(policyOf({ ...statement, Principal: undefined })),
  'set a policy with an unknown action': setPolicy(policyOf({ ...statement, Action: 'ecr:Nope' })),
  'set a policy for an account of 11 digits': setPolicy(
    policyOf({ ...statement, Principal: { AWS: '87138676955' } }),
  ),
  'set a policy for a role that does not exist': setPolicy(
    policyOf({ ...statement, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/none` } }),
  ),
  'set a policy that locks its author out': setPolicy(
    policyOf({ ...statement, Effect: 'Deny', Principal: '*', Action: 'ecr:SetRepositoryPolicy' }),
  ),
  'exclude tags without a filter': (client) =>
    client.send(
      new PutImageTagMutabilityCommand({ repositoryName, imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION' }),
    ),
  'exclude tags by a filter with three asterisks': async (client) =>
    (
      await client.send(
        new PutImageTagMutabilityCommand({
          repositoryName,
          imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
          imageTagMutabilityExclusionFilters: [wildcard('a*b*c*')],
        }),
      )
    ).imageTagMutability,
  'read the lifecycle policy where there is none': (client) =>
    client.send(new GetLifecyclePolicyCommand({ repositoryName })),
  'set a lifecycle policy': async (client) => {
    const lifecyclePolicyText = JSON.stringify({ rules: [rule] })
    return (await client.send(new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText })))
      .lifecyclePolicyText
  },
  'set a lifecycle policy by the time of the last pull': async (client) => {
    const selection = { ...rule.selection, countType: 'sinceImagePulled' }
    const lifecyclePolicyText = JSON.stringify({ rules: [{ ...rule, selection }] })
    return (await client.send(new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText })))
      .repositoryName
  },
  'describe an image that does not exist': (client) =>
    client.send(new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: 'none' }] })),
  'get an image that does not exist': async (client) =>
    (await client.send(new BatchGetImageCommand({ repositoryName, imageIds: [{ imageTag: 'none' }] })))
      .failures,
  'put an image whose layers are not there': async (client) => {
    const digest = `sha256:${'0'.repeat(64)}`
    const config = { mediaType: 'application/vnd.oci.image.config.v1+json', size: 2, digest }
    const imageManifest = JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config,
      layers: [],
    })
    return (await client.send(new PutImageCommand({ repositoryName, imageManifest, imageTag: '1' }))).image
      ?.repositoryName
  },
  'begin to upload a layer': async (client) =>
    typeof (await client.send(new InitiateLayerUploadCommand({ repositoryName }))).uploadId,
  'list the tags of a repository': async (client) =>
    (await client.send(new ListTagsForResourceCommand({ resourceArn: `${ARN}${repositoryName}` }))).tags,
  'get a password for docker': async (client) =>
    (await client.send(new GetAuthorizationTokenCommand({}))).authorizationData?.map(
      ({ proxyEndpoint }) => proxyEndpoint,
    ),
  'read the registry policy where there is none': (client) => client.send(new GetRegistryPolicyCommand({})),
}

async function shownBy(client: ECRClient, act: (client: ECRClient) => Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await act(client), (key, value) => (key === '$metadata' ? undefined : value))
  } catch (error) {
    if (!(error instanceof ECRServiceException)) return String(error).split('\n')[0] ?? ''
    return `${error.name}: ${error.message}`
  }
}

const installed = spawnSync('moto_server', ['--help']).status === 0

const options = { timeout: 60_000, meta: { skippedBecause: 'moto_server is not installed.' } }
describe.skipIf(!installed)('beside moto_server', options, () => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>
  let moto: ChildProcess
  let clients: { sandbox: ECRClient; moto: ECRClient }

  beforeAll(async () => {
    const port = await freePort()
    moto = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], {
      env: { ...process.env, MOTO_ACCOUNT_ID: ACCOUNT },
      stdio: 'ignore',
    })
    sandbox = await startSandbox({ seed: 'empty' })
    const settings = { region: 'us-west-2', credentials: keysOf('hp-id-dev', 'developer') }
    clients = {
      sandbox: new ECRClient({ ...settings, endpoint: sandbox.endpoint, maxAttempts: 1 }),
      // Its first answers are refused connections, until it is up.
      moto: new ECRClient({ ...settings, endpoint: `http://127.0.0.1:${port}`, maxAttempts: 30 }),
    }
    await clients.moto.send(new DescribeRepositoriesCommand({}))
    clients.moto = new ECRClient({ ...settings, endpoint: `http://127.0.0.1:${port}`, maxAttempts: 1 })
  }, 60_000)
  afterAll(async () => {
    moto.kill()
    await sandbox.close()
  })

  it('differs from moto only where it is known which side is right', async () => {
    const known = Verdicts.parse(verdicts)
    const unexplained: string[] = []
    const report: string[] = []
    for (const [name, act] of Object.entries(CASES)) {
      const ours = await shownBy(clients.sandbox, act)
      const theirs = await shownBy(clients.moto, act)
      if (ours === theirs) continue
      const verdict = known[name]
      report.push(
        `${name}: ${verdict ? `${verdict.right} is right. ${verdict.why}` : 'NOT EXPLAINED'}`,
        `  sandbox  ${ours}`,
        `  moto     ${theirs}`,
      )
      if (!verdict) unexplained.push(name)
    }
    console.log(report.join('\n'))
    expect(unexplained).toEqual([])
  })
})
