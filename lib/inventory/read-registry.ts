import 'server-only'
import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr'
import type { Registry } from '@/lib/accounts/registry'
import type { Aws } from '@/lib/aws/aws'
import { tellNextToken } from '@/lib/aws/early-token'
import { fromAws } from '@/lib/aws/errors'
import { toRepository } from '@/lib/aws/from-ecr'
import { readPages } from '@/lib/aws/read-pages'
import type { Repository } from '@/lib/repositories/model'

const FEW = 50

/** A few repositories of one registry, whichever AWS lists first. */
export async function readFirstRepositories(aws: Aws, registry: Registry): Promise<Repository[]> {
  const page = await aws.ecr(registry, 'read').send(new DescribeRepositoriesCommand({ maxResults: FEW }))
  return (page.repositories ?? []).map((repository) => toRepository(registry, repository))
}

/**
 * Passes on the repositories of one registry page by page. Resolves after the last page; rejects if that never comes,
 * or when it is stopped.
 */
export async function readRegistry(
  aws: Aws,
  registry: Registry,
  onPage: (repositories: Repository[]) => void,
  stopping: AbortSignal,
): Promise<void> {
  const client = aws.ecr(registry, 'read')
  try {
    await readPages(
      'repositories',
      async (nextToken, { abortSignal, onNextToken }) => {
        const command = new DescribeRepositoriesCommand({ maxResults: 1000, nextToken })
        const page = await client.send(tellNextToken(command, onNextToken), { abortSignal })
        return { items: page.repositories, nextToken: page.nextToken }
      },
      (repositories) => onPage(repositories.map((repository) => toRepository(registry, repository))),
      stopping,
    )
  } catch (error) {
    throw fromAws(error, 'read the repositories of this registry', 'Nothing was changed.')
  }
}
