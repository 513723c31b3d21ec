import { BatchGetImageCommand, ECRClient } from '@aws-sdk/client-ecr'
import { clientOf } from '../lib/sandbox/test-clients'
import { paste } from './effort'
import { expect, test } from './fixtures'

test('denied, understood, requested, granted, and the same call succeeds', async ({
  signedIn,
  repositories,
  sandbox,
}) => {
  const repository = await repositories.create({ account: 'hp-id-prod', tags: ['latest'] })
  const build = clientOf(ECRClient, sandbox.endpoint, 'ccp-dev', 'ci')
  const pull = () =>
    build.send(
      new BatchGetImageCommand({
        registryId: repository.account,
        repositoryName: repository.name,
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
