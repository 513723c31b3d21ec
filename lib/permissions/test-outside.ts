import {
  DeleteRepositoryPolicyCommand,
  ECRClient,
  GetRepositoryPolicyCommand,
  SetRepositoryPolicyCommand,
} from '@aws-sdk/client-ecr'
import { awsFor } from '@/lib/aws/aws'
import type { Context } from '@/lib/context'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { clientOf } from '@/lib/sandbox/test-clients'

/** A policy with one statement that lets an account pull. */
export function policyFor(account: string, Sid = 'LetThem'): string {
  const Action = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']
  return policyOf({ Sid, Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action })
}

export function policyOf(...Statement: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement })
}

/** Someone in hp-id-dev who uses the SDK and not the portal. */
export function outsider(endpoint: string) {
  const client = clientOf(ECRClient, endpoint, 'hp-id-dev', 'developer')
  return {
    read: async ({ name }: RepositoryRef) =>
      (await client.send(new GetRepositoryPolicyCommand({ repositoryName: name }))).policyText,
    save: ({ name }: RepositoryRef, policyText: string) =>
      client.send(new SetRepositoryPolicyCommand({ repositoryName: name, policyText })),
    remove: ({ name }: RepositoryRef) =>
      client.send(new DeleteRepositoryPolicyCommand({ repositoryName: name })),
  }
}

/** A context whose writes to AWS are wrapped in `around`, so that something else can happen at the same time. */
export function duringWrite(
  ctx: Context,
  around: <T>(send: () => Promise<T>, request: object) => Promise<T>,
): Context {
  return {
    ...ctx,
    aws: {
      ecr(registry, access) {
        const client = awsFor(ctx.actor.id, ctx.accounts).ecr(registry, access)
        if (access === 'write')
          client.middlewareStack.add((next) => (request) => around(() => next(request), request.input), {
            step: 'initialize',
          })
        return client
      },
    },
  }
}
