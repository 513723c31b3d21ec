import {
  BatchGetImageCommand,
  DeleteRegistryPolicyCommand,
  DescribeImageScanFindingsCommand,
  DescribeImagesCommand,
  ECRClient,
  GetAccountSettingCommand,
  GetLifecyclePolicyPreviewCommand,
  GetRegistryPolicyCommand,
  PutAccountSettingCommand,
  PutRegistryPolicyCommand,
  paginateDescribeImageScanFindings,
  StartImageScanCommand,
  StartLifecyclePolicyPreviewCommand,
  waitUntilLifecyclePolicyPreviewComplete,
} from '@aws-sdk/client-ecr'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scanStatusOf } from './ecr/findings'
import { startSandbox } from './server'
import { clientOf, refusalOf } from './test-clients'

let sandbox: Awaited<ReturnType<typeof startSandbox>>
let dev: ECRClient
let ci: ECRClient
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'full' })
  dev = clientOf(ECRClient, sandbox.endpoint, 'hp-id-dev', 'developer')
  ci = clientOf(ECRClient, sandbox.endpoint, 'ccp-dev', 'ci')
})
afterAll(() => sandbox.close())

async function scanned(wanted: boolean) {
  for (const repositoryName of [
    'hpid/login-ui',
    'hpid/load-test',
    'cwp/kibana',
    'hpid/risk-engine',
    'cwp/base/python',
  ]) {
    const { imageDetails = [] } = await dev.send(new DescribeImagesCommand({ repositoryName }))
    const image = imageDetails.find(
      ({ imageScanStatus, imageManifestMediaType }) =>
        (imageScanStatus !== undefined) === wanted && !imageManifestMediaType?.includes('list'),
    )
    if (image) return { repositoryName, imageId: { imageDigest: image.imageDigest }, image }
  }
  throw new Error('the seed has no such image')
}

describe('a scan', () => {
  it('has as many findings as the image’s summary says', async () => {
    const { image, ...which } = await scanned(true)
    const severities: string[] = []
    for await (const page of paginateDescribeImageScanFindings({ client: dev, pageSize: 2 }, which))
      for (const { severity = '' } of page.imageScanFindings?.findings ?? []) severities.push(severity)
    const counts: Record<string, number> = {}
    for (const severity of severities) counts[severity] = (counts[severity] ?? 0) + 1
    expect(image.imageScanStatus?.status).toBe('COMPLETE')
    expect(image.imageScanFindingsSummary?.findingSeverityCounts).toEqual(counts)
  })

  it('can be started once a day', async () => {
    const { repositoryName, imageId } = await scanned(false)
    const which = { repositoryName, imageId }
    expect(await refusalOf(dev.send(new DescribeImageScanFindingsCommand(which)))).toMatchObject({
      name: 'ScanNotFoundException',
    })
    const started = await dev.send(new StartImageScanCommand(which))
    expect(started.imageScanStatus?.status).toBe('IN_PROGRESS')
    expect(await refusalOf(dev.send(new StartImageScanCommand(which)))).toMatchObject({
      name: 'LimitExceededException',
      message: 'The scan quota per image has been exceeded. Wait and try again.',
    })
  })

  it('takes some seconds', () => {
    const image = { digest: 'd', mediaType: 'm', tags: [], size: 1, pushedAt: 0, scannedAt: 10_000 }
    expect([12_000, 13_000].map((now) => scanStatusOf(image, now)?.status)).toEqual([
      'IN_PROGRESS',
      'COMPLETE',
    ])
  })
})

describe('a lifecycle preview', () => {
  const rule = {
    rulePriority: 1,
    selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 1000 },
    action: { type: 'expire' },
  }
  const lifecyclePolicyText = JSON.stringify({
    rules: [{ ...rule, description: 'Keep the newest thousand' }],
  })

  // A preview takes a second.
  it('says what would expire, page by page, and expires nothing', { timeout: 30_000 }, async () => {
    const repositoryName = 'hpid/auth-service'
    expect(await refusalOf(dev.send(new GetLifecyclePolicyPreviewCommand({ repositoryName })))).toMatchObject(
      {
        name: 'LifecyclePolicyPreviewNotFoundException',
      },
    )
    const start = () =>
      dev.send(new StartLifecyclePolicyPreviewCommand({ repositoryName, lifecyclePolicyText }))
    // At once, because a preview is soon complete.
    const atOnce = await Promise.allSettled([start(), start()])
    expect(atOnce).toHaveLength(2)
    expect(atOnce).toContainEqual(
      expect.objectContaining({ value: expect.objectContaining({ status: 'IN_PROGRESS' }) }),
    )
    expect(atOnce).toContainEqual(
      expect.objectContaining({
        reason: expect.objectContaining({ name: 'LifecyclePolicyPreviewInProgressException' }),
      }),
    )
    await waitUntilLifecyclePolicyPreviewComplete(
      { client: dev, maxWaitTime: 10, minDelay: 1 },
      { repositoryName },
    )
    const preview = await dev.send(new GetLifecyclePolicyPreviewCommand({ repositoryName }))
    expect(preview.summary?.expiringImageTotalCount).toBe(200)
    expect(preview.previewResults).toHaveLength(100)
    expect(preview.nextToken).toEqual(expect.any(String))
    const { imageDetails } = await dev.send(new DescribeImagesCommand({ repositoryName, maxResults: 1000 }))
    expect(imageDetails).toHaveLength(1000)
  })
})

describe('a registry policy', () => {
  const policyText = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'PullFromCcp',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::957591566260:root' },
        Action: 'ecr:BatchGetImage',
        Resource: 'arn:aws:ecr:us-west-2:252775557553:repository/cwp/*',
      },
    ],
  })
  const pull = (repositoryName: string) =>
    ci.send(
      new BatchGetImageCommand({
        registryId: '252775557553',
        repositoryName,
        imageIds: [{ imageTag: 'latest' }],
      }),
    )

  it('lets callers in where no repository policy does, to the repositories that it names', async () => {
    expect(await refusalOf(pull('cwp/grafana'))).toMatchObject({ name: 'AccessDeniedException' })
    await dev.send(new PutRegistryPolicyCommand({ policyText }))
    expect((await pull('cwp/grafana')).images).toHaveLength(1)
    expect(await refusalOf(pull('hpid/risk-engine'))).toMatchObject({ name: 'AccessDeniedException' })
    const read = await dev.send(new GetRegistryPolicyCommand({}))
    expect(JSON.parse(read.policyText ?? '')).toEqual(JSON.parse(policyText))
    await dev.send(new DeleteRegistryPolicyCommand({}))
    expect(await refusalOf(dev.send(new GetRegistryPolicyCommand({})))).toEqual({
      name: 'RegistryPolicyNotFoundException',
      message: "Registry policy does not exist in the registry with id '252775557553'",
      status: 400,
    })
  })

  it('of an old registry, under V1, lets in nobody to pull', async () => {
    const scope = (value: string) =>
      dev.send(new PutAccountSettingCommand({ name: 'REGISTRY_POLICY_SCOPE', value }))
    const read = () => dev.send(new GetAccountSettingCommand({ name: 'REGISTRY_POLICY_SCOPE' }))
    expect(await read()).toMatchObject({ name: 'REGISTRY_POLICY_SCOPE', value: 'V2' })
    await dev.send(new PutRegistryPolicyCommand({ policyText }))
    await scope('V1')
    expect(await read()).toMatchObject({ value: 'V1' })
    expect(await refusalOf(pull('cwp/grafana'))).toMatchObject({ name: 'AccessDeniedException' })
    await scope('V2')
    expect((await pull('cwp/grafana')).images).toHaveLength(1)
    await dev.send(new DeleteRegistryPolicyCommand({}))
    expect((await refusalOf(scope('V3'))).name).toBe('InvalidParameterException')
  })

  it('without a Resource is refused', async () => {
    const document = JSON.parse(policyText)
    delete document.Statement[0].Resource
    const call = dev.send(new PutRegistryPolicyCommand({ policyText: JSON.stringify(document) }))
    expect((await refusalOf(call)).message).toContain("'Invalid registry policy provided'")
  })
})
