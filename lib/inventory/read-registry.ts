import 'server-only'
import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr'
import type { Registry } from '@/lib/accounts/registry'
import type { Aws } from '@/lib/aws/aws'
import { fromAws } from '@/lib/aws/errors'
import { PortalError } from '@/lib/errors'
import { toRepository } from '@/lib/repositories/from-ecr'
import type { Repository } from '@/lib/repositories/model'

const DEADLINE_MS = 15_000

/** All repositories of one registry, or a failure: never a part of them as if it were all. */
export async function readRegistry(aws: Aws, registry: Registry): Promise<Repository[]> {
  const client = aws.ecr(registry, 'read')
  const deadline = AbortSignal.timeout(DEADLINE_MS)
  const found: Repository[] = []
  const seen = new Set<string>()
  let token: string | undefined
  try {
    do {
      const page = await client.send(
        new DescribeRepositoriesCommand({ maxResults: 1000, nextToken: token }),
        {
          abortSignal: deadline,
        },
      )
      // A 200 without a body reads as a success with nothing in it. It is not an empty registry.
      if (!page.repositories)
        throw new PortalError(
          'aws-unavailable',
          'AWS answered without a list of repositories. Try again in a minute.',
        )
      for (const repository of page.repositories) found.push(toRepository(registry, repository))
      token = page.nextToken
      if (token && seen.has(token))
        throw new PortalError(
          'aws-unavailable',
          'AWS sent the same page again and again. Try again in a minute.',
        )
      if (token) seen.add(token)
    } while (token)
  } catch (error) {
    throw fromAws(error, 'read the repositories of this registry', 'Nothing was changed.')
  }
  return found
}
