import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox } from './server'
import { keysOf } from './test-clients'

const installed = spawnSync('aws', ['--version']).status === 0
const run = promisify(execFile)

// The real AWS CLI takes most of a second for every command.
const options = { timeout: 60_000, meta: { skippedBecause: 'the aws CLI is not installed.' } }
describe.skipIf(!installed)('the commands of the guide, by the real aws CLI', options, () => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>
  beforeAll(async () => {
    sandbox = await startSandbox({ seed: 'full' })
  })
  afterAll(() => sandbox.close())

  async function aws(account: string, user: string, ...args: string[]): Promise<string> {
    const keys = keysOf(account, user)
    const { stdout } = await run('aws', ['--endpoint-url', sandbox.endpoint, ...args], {
      env: {
        NODE_ENV: 'test',
        PATH: process.env.PATH,
        HOME: '/nonexistent',
        AWS_ACCESS_KEY_ID: keys.accessKeyId,
        AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
        AWS_DEFAULT_REGION: 'us-west-2',
        AWS_MAX_ATTEMPTS: '1',
      },
    })
    return stdout
  }
  const dev = (...args: string[]) => aws('hp-id-dev', 'developer', ...args)

  it('create a repository, and report it if it already exists', async () => {
    const args = ['ecr', 'create-repository', '--repository-name', 'cwp/by-cli']
    expect(JSON.parse(await dev(...args)).repository.repositoryUri).toBe(
      '252775557553.dkr.ecr.us-west-2.amazonaws.com/cwp/by-cli',
    )
    await expect(dev(...args)).rejects.toMatchObject({
      stderr: expect.stringContaining(
        "An error occurred (RepositoryAlreadyExistsException) when calling the CreateRepository operation: The repository with name 'cwp/by-cli' already exists in the registry with id '252775557553'",
      ),
    })
  })

  it('list the repositories across all pages', async () => {
    const pages = await dev('ecr', 'describe-repositories', '--page-size', '10')
    expect(JSON.parse(pages).repositories.length).toBeGreaterThan(40)
  })

  it('print a password for docker login', async () => {
    expect((await dev('ecr', 'get-login-password')).trim()).toMatch(/^[A-Za-z0-9+/=]+$/)
  })

  it('set, get and delete a repository policy', async () => {
    const repository = ['--repository-name', 'test-container']
    const policy = JSON.stringify({
      Version: '2008-10-17',
      Statement: [
        {
          Sid: 'AllowTheOtherAccount',
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::871386769552:root' },
          Action: ['ecr:BatchGetImage'],
        },
      ],
    })
    await dev('ecr', 'set-repository-policy', ...repository, '--policy-text', policy)
    const stored = JSON.parse(await dev('ecr', 'get-repository-policy', ...repository))
    expect(stored.policyText).toContain('"Action" : "ecr:BatchGetImage"')
    await dev('ecr', 'delete-repository-policy', ...repository)
    await expect(dev('ecr', 'get-repository-policy', ...repository)).rejects.toMatchObject({
      stderr: expect.stringContaining('RepositoryPolicyNotFoundException'),
    })
  })

  it('read an image and put it again under another tag', async () => {
    const repository = ['--repository-name', 'cwp/grafana']
    await dev('ecr', 'put-image-tag-mutability', ...repository, '--image-tag-mutability', 'MUTABLE')
    const query = ['--query', 'images[0].imageManifest', '--output', 'json']
    const manifest = JSON.parse(
      await dev('ecr', 'batch-get-image', ...repository, '--image-ids', 'imageTag=latest', ...query),
    )
    await dev('ecr', 'put-image', ...repository, '--image-tag', 'again', '--image-manifest', manifest)
    const { imageDetails } = JSON.parse(
      await dev('ecr', 'describe-images', ...repository, '--image-ids', 'imageTag=again'),
    )
    expect(imageDetails[0].imageTags).toEqual(expect.arrayContaining(['latest', 'again']))
  })

  it('show the account ID, and assume a role', async () => {
    const account = await dev('sts', 'get-caller-identity', '--output', 'text', '--query', 'Account')
    expect(account.trim()).toBe('252775557553')
    const role = 'arn:aws:iam::957591566260:role/ecr-portal-read'
    const assume = ['sts', 'assume-role', '--role-arn', role, '--role-session-name', 'ana']
    const portal = (...args: string[]) => aws('hp-id-prod', 'ecr-portal', ...args)
    const { Credentials } = JSON.parse(await portal(...assume, '--external-id', 'ecr-portal-ccp-dev'))
    expect(Credentials.AccessKeyId).toMatch(/^ASIA/)
    await expect(portal(...assume)).rejects.toMatchObject({
      stderr: expect.stringContaining('(AccessDenied)'),
    })
  })

  it('are denied across accounts until the owner grants it', async () => {
    const where = ['--registry-id', '872569379934', '--repository-name', 'hpid/openid-provider']
    const pull = () =>
      aws('ccp-dev', 'ci', 'ecr', 'batch-get-image', ...where, '--image-ids', 'imageTag=latest')
    await expect(pull()).rejects.toMatchObject({
      stderr: expect.stringContaining(
        'An error occurred (AccessDeniedException) when calling the BatchGetImage operation: User: arn:aws:iam::957591566260:user/ci is not authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:us-west-2:872569379934:repository/hpid/openid-provider because no resource-based policy allows the ecr:BatchGetImage action',
      ),
    })
    const grant = { Effect: 'Allow', Principal: { AWS: '957591566260' }, Action: 'ecr:BatchGetImage' }
    const text = JSON.stringify({ Version: '2012-10-17', Statement: [grant] })
    await aws(
      'hp-id-prod',
      'developer',
      'ecr',
      'set-repository-policy',
      ...where.slice(2),
      '--policy-text',
      text,
    )
    expect(JSON.parse(await pull()).images).toHaveLength(1)
  })
})
