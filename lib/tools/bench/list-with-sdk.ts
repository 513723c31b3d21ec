import { type Repository as EcrRepository, paginateDescribeRepositories } from '@aws-sdk/client-ecr'
import { registriesOf } from '@/lib/accounts/model'
import type { Registry } from '@/lib/accounts/registry'
import { awsFor } from '@/lib/aws/aws'
import { config } from '@/lib/config/config'

/**
 * Everything that all registries hold, by the SDK's own paginator: the largest pages there are, all registries at once,
 * with new clients of the portal's kind.
 */
export async function listWithSdk(): Promise<{ registry: Registry; found: EcrRepository[] }[]> {
  const { accounts } = config().accountsFile
  const aws = awsFor('ecr-portal', accounts)
  return Promise.all(
    registriesOf(accounts).map(async (registry) => {
      const found: EcrRepository[] = []
      const client = aws.ecr(registry, 'read')
      for await (const page of paginateDescribeRepositories({ client, pageSize: 1000 }, {}))
        found.push(...(page.repositories ?? []))
      return { registry, found }
    }),
  )
}
