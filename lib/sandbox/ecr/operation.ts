import type { z } from 'zod'
import { repositoryArn } from '@/lib/repositories/reference'
import type { StoredRepository } from '../model'
import { AwsError, invalidParameter } from '../protocol/aws-error'
import type { Need } from './authorize'
import type { Call } from './call'
import { readInput } from './input'

/** An operation of ECR: its model, what IAM calls it, what it acts on, and what it does. */
export type Operation = {
  /** Reads and checks the request, and says what the caller needs to be allowed. */
  prepare: (call: Call, body: unknown) => { needs: Need[]; run: () => object }
}

export function operation<I>(parts: {
  action: string
  input: z.ZodType<I>
  /** The ARNs on which the action is needed. */
  on: (call: Call, input: I) => string[]
  /** The tags that a request puts on a repository; with a creation they need an action of their own. */
  tags?: (input: I) => Record<string, string> | undefined
  run: (call: Call, input: I) => object
}): Operation {
  return {
    prepare(call, body) {
      const input = readInput(parts.input, body)
      const tags = parts.tags?.(input)
      const actions = tags && parts.action !== 'TagResource' ? [parts.action, 'TagResource'] : [parts.action]
      return {
        needs: actions.flatMap((action) =>
          parts.on(call, input).map((resource) => ({ action: `ecr:${action}`, resource, tags })),
        ),
        run: () => parts.run(call, input),
      }
    },
  }
}

type Named = { registryId?: string | undefined; repositoryName: string }

/** The repository that a request names, in the caller's own registry unless it names another. */
export function placeOf({ caller, region }: Call, { registryId, repositoryName }: Named) {
  return { account: registryId ?? caller.account, region, name: repositoryName }
}

/** `on` of the operations that act on one repository. */
export function thatRepository(call: Call, input: Named): string[] {
  return [repositoryArn(placeOf(call, input))]
}

/** `on` of the operations that act on a whole registry or on no resource at all. */
export function anything(): string[] {
  return ['*']
}

export function requireRepository(call: Call, input: Named): StoredRepository {
  const place = placeOf(call, input)
  const repository = call.store.repository(place)
  if (!repository) throw repositoryNotFound(place)
  return repository
}

/** A repository by its ARN, as the operations on tags name it. */
export function requireByArn(call: Call, arn: string): StoredRepository {
  const [, region, account, name] = /^arn:aws:ecr:([a-z0-9-]+):(\d{12}):repository\/(.+)$/.exec(arn) ?? []
  if (!region || !account || !name) throw invalidParameter('resourceArn', 'Invalid ARN')
  if (region !== call.region) throw repositoryNotFound({ account, name })
  return requireRepository(call, { registryId: account, repositoryName: name })
}

export function repositoryNotFound({ account, name }: { account: string; name: string }): AwsError {
  return new AwsError(
    'RepositoryNotFoundException',
    `The repository with name '${name}' does not exist in the registry with id '${account}'`,
  )
}

/** The two fields with which most answers begin. */
export function named({ account, name }: StoredRepository) {
  return { registryId: account, repositoryName: name }
}

/** ECR writes times as seconds since 1970, with a fraction. */
export function seconds(milliseconds: number): number {
  return milliseconds / 1000
}
