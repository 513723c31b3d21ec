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

/** A policy of one statement that lets an account pull. */
export function policyFor(account: string, Sid = 'LetThem'): string {
  const Action = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']
  return policyOf({ Sid, Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action })
}

export function policyOf(...Statement: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement })
}

/** Somebody in hp-id-dev who knows nothing of the portal, with the SDK. */
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

/** The context of somebody during whose next call to AWS for writing something else happens, in the SDK's own way. */
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
