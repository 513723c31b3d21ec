import 'server-only'
import { DescribeRepositoriesCommand, ListTagsForResourceCommand } from '@aws-sdk/client-ecr'
import { isKnownRegistry } from '@/lib/accounts/model'
import { fromAws } from '@/lib/aws/errors'
import { toRepository } from '@/lib/aws/from-ecr'
import type { Context } from '@/lib/context'
import { PortalError } from '@/lib/errors/portal-error'
import type { Repository } from './model'
import { type RepositoryRef, repositoryArn } from './reference'

/** The repository as ECR describes it now; undefined when it or its registry doesn't exist. */
export async function getRepository(ctx: Context, ref: RepositoryRef): Promise<Repository | undefined> {
  if (!isKnownRegistry(ctx.accounts, ref)) return undefined
  try {
    const answer = await ctx.aws
      .ecr(ref, 'read')
      .send(new DescribeRepositoriesCommand({ repositoryNames: [ref.name] }))
    const found = answer.repositories?.[0]
    return found && toRepository(ref, found)
  } catch (error) {
    const known = fromAws(error, `read ${ref.name}`, 'Nothing was changed.')
    // A name that ECR rejects as malformed can't exist either.
    if (known instanceof PortalError && (known.code === 'not-found' || known.code === 'invalid'))
      return undefined
    throw known
  }
}

export async function listTags(ctx: Context, ref: RepositoryRef): Promise<{ key: string; value: string }[]> {
  try {
    const answer = await ctx.aws
      .ecr(ref, 'read')
      .send(new ListTagsForResourceCommand({ resourceArn: repositoryArn(ref) }))
    return (answer.tags ?? []).map(({ Key = '', Value = '' }) => ({ key: Key, value: Value }))
  } catch (error) {
    throw fromAws(error, `read the tags of ${ref.name}`, 'Nothing was changed.')
  }
}
