import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr'
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { credentialsFor, openSession } from './identity/sessions'
import { startSandbox } from './server'
import { callsAt, forgetCalls } from './test-calls'
import { clientOf } from './test-clients'

const READ_ROLE = 'arn:aws:iam::957591566260:role/ecr-portal-read'
const wanted = { RoleArn: READ_ROLE, RoleSessionName: 'ana@example.com', ExternalId: 'ecr-portal-ccp-dev' }

let sandbox: Awaited<ReturnType<typeof startSandbox>>
let portal: STSClient

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'full' })
  portal = clientOf(STSClient, sandbox.endpoint, 'hp-id-prod', 'ecr-portal')
})
afterAll(() => sandbox.close())

it('says who is calling', async () => {
  const ci = clientOf(STSClient, sandbox.endpoint, 'ccp-dev', 'ci')
  expect(await ci.send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: '957591566260',
    Arn: 'arn:aws:iam::957591566260:user/ci',
    UserId: expect.stringMatching(/^AIDA[A-Z2-7]{16}$/),
  })
})

it('lets the portal assume a role in another account, and its calls then reach that account’s registry', async () => {
  const { Credentials, AssumedRoleUser } = await portal.send(new AssumeRoleCommand(wanted))
  expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::957591566260:assumed-role/ecr-portal-read/ana@example.com')
  const ecr = new ECRClient({
    region: 'eu-central-1',
    endpoint: sandbox.endpoint,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    },
  })
  const { repositories } = await ecr.send(new DescribeRepositoriesCommand({}))
  expect(new Set(repositories?.map(({ registryId }) => registryId))).toEqual(new Set(['957591566260']))
})

it.each([
  ['a wrong external id', { ...wanted, ExternalId: 'ecr-portal-hp-id-prod' }],
  ['no external id', { ...wanted, ExternalId: undefined }],
  ['a role that does not exist', { ...wanted, RoleArn: 'arn:aws:iam::957591566260:role/nobody' }],
])('refuses %s', async (_what, input) => {
  await expect(portal.send(new AssumeRoleCommand(input))).rejects.toMatchObject({
    name: 'AccessDenied',
    message: `User: arn:aws:iam::872569379934:user/ecr-portal is not authorized to perform: sts:AssumeRole on resource: ${input.RoleArn}`,
    $metadata: { httpStatusCode: 403 },
  })
})

it.each([
  ['shorter than 15 minutes', { ...wanted, DurationSeconds: 899 }],
  ['longer than the role allows', { ...wanted, DurationSeconds: 7200 }],
  ['with a blank in the session name', { ...wanted, RoleSessionName: 'ana lopez' }],
])('refuses a session %s', async (_what, input) => {
  await expect(portal.send(new AssumeRoleCommand(input))).rejects.toMatchObject({ name: 'ValidationError' })
})

it('keeps a session’s source identity, where the role’s trust policy allows it', async () => {
  const answer = await portal.send(new AssumeRoleCommand({ ...wanted, SourceIdentity: 'ana@example.com' }))
  expect(answer.SourceIdentity).toBe('ana@example.com')
  const developer = clientOf(STSClient, sandbox.endpoint, 'ccp-dev', 'developer')
  const RoleArn = 'arn:aws:iam::957591566260:role/release-bot'
  const session = { RoleArn, RoleSessionName: 'ana' }
  await expect(developer.send(new AssumeRoleCommand(session))).resolves.toMatchObject({
    AssumedRoleUser: { Arn: 'arn:aws:sts::957591566260:assumed-role/release-bot/ana' },
  })
  await expect(
    developer.send(new AssumeRoleCommand({ ...session, SourceIdentity: 'ana@example.com' })),
  ).rejects.toThrow(`is not authorized to perform: sts:SetSourceIdentity on resource: ${RoleArn}`)
})

it('lets nobody assume a role in their account without a policy of their own', async () => {
  const ci = clientOf(STSClient, sandbox.endpoint, 'ccp-dev', 'ci')
  const RoleArn = 'arn:aws:iam::957591566260:role/release-bot'
  await expect(ci.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'ci' }))).rejects.toMatchObject({
    name: 'AccessDenied',
  })
})

it.each([undefined, 'ecr-portal-ccp-dev'])(
  'lets nobody into a role that does not trust them, whatever their own policies allow (external id %s)',
  async (ExternalId) => {
    const developer = clientOf(STSClient, sandbox.endpoint, 'ccp-dev', 'developer')
    await expect(developer.send(new AssumeRoleCommand({ ...wanted, ExternalId }))).rejects.toMatchObject({
      name: 'AccessDenied',
    })
  },
)

it('asks for the external id in the portal’s own account too', async () => {
  const RoleArn = 'arn:aws:iam::872569379934:role/ecr-portal-read'
  await expect(
    portal.send(new AssumeRoleCommand({ ...wanted, RoleArn, ExternalId: undefined })),
  ).rejects.toMatchObject({ name: 'AccessDenied' })
  const ExternalId = 'ecr-portal-hp-id-prod'
  await expect(portal.send(new AssumeRoleCommand({ ...wanted, RoleArn, ExternalId }))).resolves.toMatchObject(
    {
      AssumedRoleUser: { Arn: expect.stringContaining(':872569379934:assumed-role/ecr-portal-read/') },
    },
  )
})

it('refuses a key that it does not know', async () => {
  const client = new STSClient({
    region: 'us-west-2',
    endpoint: sandbox.endpoint,
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' },
  })
  await expect(client.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
  })
})

it('remembers who called what, and under whose identity', async () => {
  await forgetCalls(sandbox.endpoint)
  await portal.send(new AssumeRoleCommand({ ...wanted, SourceIdentity: 'ana@example.com' }))
  await portal.send(new AssumeRoleCommand({ ...wanted, ExternalId: 'another' })).catch(() => {})
  const call = {
    service: 'sts',
    operation: 'AssumeRole',
    account: '957591566260',
    region: 'us-west-2',
    callerArn: 'arn:aws:iam::872569379934:user/ecr-portal',
  }
  expect(await callsAt(sandbox.endpoint)).toEqual([
    { ...call, sourceIdentity: 'ana@example.com', outcome: 'OK' },
    { ...call, outcome: 'AccessDenied' },
  ])
})

it('accepts a session token only with the key that belongs to it', () => {
  const session = { roleArn: READ_ROLE, roleId: 'AROA', name: 'ana', expiresAt: 1 }
  const keys = credentialsFor(session)
  expect(openSession(keys.accessKeyId, keys.sessionToken)?.session).toEqual(session)
  expect(openSession('ASIAOTHER', keys.sessionToken)).toBeUndefined()
  expect(openSession(keys.accessKeyId, `${keys.sessionToken}x`)).toBeUndefined()
})
