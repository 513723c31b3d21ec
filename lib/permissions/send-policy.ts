import 'server-only'
import {
  DeleteRegistryPolicyCommand,
  DeleteRepositoryPolicyCommand,
  PutRegistryPolicyCommand,
  SetRepositoryPolicyCommand,
} from '@aws-sdk/client-ecr'
import type { Context } from '@/lib/context'
import { type PolicyDocument, textToSend } from '@/lib/policy/document'
import { WRITE_MS } from './policy-lease'
import { isRepository, type PolicyTarget } from './policy-target'

/** The policy as AWS returned it, null for none. */
type Sent = { stored: string | null; requestId: string | undefined }

/**
 * The one call to AWS that sets or deletes a policy. `force` overrides AWS's check against a policy that its author could
 * not change again; AWS checks only those of repositories.
 */
export async function sendPolicy(
  ctx: Context,
  target: PolicyTarget,
  draft: PolicyDocument | undefined,
  force: boolean,
): Promise<Sent> {
  const client = ctx.aws.ecr(target, 'write')
  const inTime = { abortSignal: AbortSignal.timeout(WRITE_MS) }
  if (!draft) {
    const { $metadata } = isRepository(target)
      ? await client.send(new DeleteRepositoryPolicyCommand({ repositoryName: target.name }), inTime)
      : await client.send(new DeleteRegistryPolicyCommand({}), inTime)
    return { stored: null, requestId: $metadata.requestId }
  }
  const policyText = textToSend(draft)
  const { $metadata, policyText: stored } = isRepository(target)
    ? await client.send(
        new SetRepositoryPolicyCommand({
          repositoryName: target.name,
          policyText,
          ...(force && { force }),
        }),
        inTime,
      )
    : await client.send(new PutRegistryPolicyCommand({ policyText }), inTime)
  return { stored: stored ?? draft.text, requestId: $metadata.requestId }
}
