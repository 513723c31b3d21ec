import { BatchGetImageCommand, ECRClient } from '@aws-sdk/client-ecr'
import { paste } from './effort'
import { expect, test } from './fixtures'

const HP_ID_PROD = '872569379934'
const REPOSITORY = 'cwp/kube-state-metrics'

/** The user `ci` of ccp-dev, as a build would call ECR, with its fixed keys of the sandbox. */
const ciOfCcpDev = new ECRClient({
  region: 'us-west-2',
  endpoint: `http://127.0.0.1:${process.env.E2E_SANDBOX_PORT || '4610'}`,
  maxAttempts: 1,
  credentials: {
    accessKeyId: 'AKIASANDBOXCIXCCPDEV',
    secretAccessKey: 'sandbox-ccp-dev-ci-notasecret0notasecret',
  },
})

test('denied, understood, asked for, granted, and the same call succeeds', async ({ signedIn }) => {
  const pull = () =>
    ciOfCcpDev.send(
      new BatchGetImageCommand({
        registryId: HP_ID_PROD,
        repositoryName: REPOSITORY,
        imageIds: [{ imageTag: 'latest' }],
      }),
    )
  const denial: unknown = await pull().catch((error: unknown) => error)
  if (!(denial instanceof Error)) throw new Error('the pull was not denied')
  expect(denial.message).toContain('because no resource-based policy allows the ecr:BatchGetImage action')

  const engineer = await signedIn('cwp-engineer', '/access')
  await paste(
    engineer,
    `An error occurred (AccessDeniedException) when calling the BatchGetImage operation: ${denial.message}`,
  )
  await expect(engineer.getByRole('region', { name: 'Verdict' })).toContainText('ccp-dev')
  await engineer.getByLabel('Why do you need it?').fill('The build of ccp-dev starts from this image.')
  await engineer.getByRole('button', { name: 'Request access' }).click()
  await expect(engineer.getByRole('heading', { name: 'The e-mail' })).toBeVisible()

  const ops = await signedIn('ops-reviewer', new URL(engineer.url()).pathname)
  await ops.getByRole('button', { name: 'Approve and apply' }).click()
  await expect(ops.getByText('Granted', { exact: true })).toBeVisible()

  const { images = [] } = await pull()
  expect(images.map(({ imageId }) => imageId?.imageTag)).toEqual(['latest'])
})
