import 'server-only'
import { audited, OutcomeUnknown } from '@/lib/audit/record'
import { fromAws, isUnanswered } from '@/lib/aws/errors'
import type { Context } from '@/lib/context'
import { attempt, PortalError } from '@/lib/errors/portal-error'
import { samePolicy } from '@/lib/policy/compare/equality'
import { unverifiedPrincipals } from '@/lib/policy/compare/unverified-principals'
import { type PolicyDocument, parsePolicy } from '@/lib/policy/document'
import { type PolicyTarget, permissionsOf, samePolicyOf } from './policy-target'
import { readPolicy } from './read-policy'
import { sendPolicy } from './send-policy'

export type Writing = {
  ref: PolicyTarget
  /** The policy as just read from ECR; null for none. */
  found: string | null
  before: PolicyDocument | undefined
  draft: PolicyDocument | undefined
  reason: string | undefined
  /** Overrides AWS's check against a policy that its author could not change again. */
  force: boolean
}

/**
 * How a write ended. `looked-up`: AWS's answer was lost, but reading the policy showed that it was saved. `guarded`: AWS
 * refused, because the portal could not change the policy again. `stored` is the policy as AWS returned it.
 */
export type Written = { end: 'answered' | 'looked-up'; stored: string | null } | { end: 'guarded' }

/** Sets or deletes the policy in ECR, recording the intent before and the outcome after. */
export async function writePolicy(ctx: Context, writing: Writing): Promise<Written> {
  const { ref, found, draft, reason, force } = writing
  const entry = {
    action: draft ? ('permissions.save' as const) : ('permissions.delete' as const),
    ref,
    ...(found !== null && { before: found }),
    ...(draft && { after: draft.text }),
    ...(reason && { reason }),
  }
  async function change() {
    try {
      return { end: 'answered' as const, ...(await sendPolicy(ctx, ref, draft, force)) }
    } catch (error) {
      if (!isUnanswered(error)) throw error
      return { end: 'looked-up' as const, stored: await lookUp(ctx, writing, error), requestId: undefined }
    }
  }
  try {
    const { end, stored } = await audited(ctx, entry, change, ({ requestId }) => requestId)
    return { end, stored }
  } catch (error) {
    if (isGuard(error)) return { end: 'guarded' }
    throw refusalOf(error, writing)
  }
}

/** Reads the policy after a lost answer. Returns it if it is what was sent; otherwise throws an error that explains it. */
async function lookUp(ctx: Context, { ref, before, draft }: Writing, cause: unknown): Promise<string | null> {
  const now = await attempt(readPolicy(ctx, ref))
  const reading = typeof now === 'string' ? parsePolicy(now) : undefined
  if (now instanceof PortalError || reading?.ok === false)
    throw new OutcomeUnknown(
      'aws-unavailable',
      `AWS didn’t respond when the portal saved ${permissionsOf(ref)}, nor when it checked afterwards, so we don’t know whether your change was saved. Reload the page and check before you save again.`,
      { cause },
    )
  const there = reading?.document
  if (samePolicy(there, before))
    throw new PortalError(
      'aws-unavailable',
      `AWS didn’t respond. The portal checked: ${permissionsOf(ref)} didn’t change. Nothing was saved. Save again.`,
      { cause },
    )
  if (!samePolicyOf(ref, there, draft))
    throw new PortalError(
      'conflict',
      `AWS didn’t respond. The portal checked: ${there ? 'the policy is now a different one, neither yours nor the previous one' : 'there is no policy now'}. Save again to compare them; nothing is written until you choose.`,
      { cause },
    )
  return now
}

/** AWS's exact message is not documented, so this looks for what such messages have in common. */
function isGuard(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.name === 'InvalidParameterException' &&
    /not allow you to|in the future|lock(ed)?[ -]?out/i.test(error.message)
  )
}

function refusalOf(error: unknown, { ref, before, draft }: Writing): unknown {
  const kept = 'The permissions were not changed.'
  if (error instanceof Error && /principal not found/i.test(error.message)) {
    const suspects = unverifiedPrincipals(before, draft)
    const which =
      suspects.length === 1
        ? `${suspects[0]} doesn’t exist (or no longer does)`
        : `one of these doesn’t exist (or no longer does): ${suspects.join(', ')}`
    if (suspects.length > 0)
      return new PortalError(
        'invalid',
        `AWS rejected the policy: ${which}. ${kept} Remove it from the policy, or have it recreated, and save again.`,
        { cause: error },
      )
  }
  return fromAws(error, `save ${permissionsOf(ref)}`, kept)
}
