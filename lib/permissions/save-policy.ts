import 'server-only'
import { DeleteRepositoryPolicyCommand, SetRepositoryPolicyCommand } from '@aws-sdk/client-ecr'
import { z } from 'zod'
import { findAccount } from '@/lib/accounts/model'
import { audited } from '@/lib/audit/record'
import { authorize } from '@/lib/auth/roles'
import { fromAwsWrite } from '@/lib/aws/errors'
import type { Context } from '@/lib/context'
import { attempt, PortalError } from '@/lib/errors'
import { parseInput } from '@/lib/parse-input'
import { type PolicyDocument, parsePolicy, textToSend } from '@/lib/policy/document'
import { samePolicy } from '@/lib/policy/equality'
import type { Finding } from '@/lib/policy/lint/finding'
import { sameMeaning } from '@/lib/policy/meaning'
import { newFindings } from '@/lib/policy/new-findings'
import { newRisks } from '@/lib/policy/risks'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { RepositoryRefInput } from '@/lib/repositories/reference-input'
import { getPolicy } from './get-policy'

const PolicyText = z.string().max(70_000, 'This text is far longer than a policy can be.').nullable()

const SavePolicyInput = z.object({
  ref: RepositoryRefInput,
  /** The policy that the person began with; null when there was none. */
  base: PolicyText,
  /** The policy as it shall be; null to have none. */
  draft: PolicyText,
  reason: z.string().trim().max(1000, 'Keep the reason below 1,000 characters.').optional(),
})

/** How saving went. A conflict has written nothing. */
export type PolicySaving =
  | {
      outcome: 'saved'
      policy: string | null
      before: string | null
      readBack: 'same' | 'different' | 'failed'
    }
  | { outcome: 'unchanged'; policy: string | null }
  | { outcome: 'conflict'; theirs: string | null }

/**
 * Replaces, or removes, a repository's policy. ECR knows no conditional write, so the policy is read again just before
 * and compared: an outside change that is more than formatting is a conflict. After writing it is read back:
 * `different` when somebody else wrote at the same moment.
 */
export async function savePolicy(ctx: Context, input: unknown): Promise<PolicySaving> {
  const { ref, base, draft, reason } = parseInput(SavePolicyInput, input)
  const account = findAccount(ctx.accounts, ref.account)
  if (!account?.regions.includes(ref.region))
    throw new PortalError(
      'not-found',
      `The portal knows no registry ${ref.account} in ${ref.region}. Nothing was changed.`,
    )
  const wanted = readDraft(draft)
  const who = { to: 'permissions.save', account, name: ref.name, accounts: ctx.accounts } as const
  // Once before anything of the repository is read, and once with what the change would open.
  authorize(ctx.actor, { ...who, risks: [] })
  const found = (await getPolicy(ctx, ref)) ?? null
  const present = readFound(found)
  const context = { owner: account.id, accounts: ctx.accounts, region: ref.region }
  authorize(ctx.actor, { ...who, risks: newRisks(present, wanted, context) })
  refuseErrors(newFindings(present, wanted, context))
  if (samePolicy(present, wanted)) return { outcome: 'unchanged', policy: found }
  if (!samePolicy(present, readFound(base))) return { outcome: 'conflict', theirs: found }

  await write(ctx, ref, { before: found, draft: wanted, reason })
  const now = await attempt(getPolicy(ctx, ref))
  // It is written; not being able to look at it does not take that back.
  if (now instanceof PortalError)
    return { outcome: 'saved', policy: draft, before: found, readBack: 'failed' }
  const isSame = sameMeaning(readFound(now ?? null), wanted)
  return { outcome: 'saved', policy: now ?? null, before: found, readBack: isSame ? 'same' : 'different' }
}

/** A draft must be readable; what is wrong with it is said by line and column. */
function readDraft(text: string | null): PolicyDocument | undefined {
  if (text === null) return undefined
  const reading = parsePolicy(text)
  if (reading.ok) return reading.document
  const [problem] = reading.problems
  throw new PortalError(
    'invalid',
    `Nothing was saved. Line ${problem?.line}, column ${problem?.column}: ${problem?.message}`,
  )
}

/** AWS answers a bad policy with one opaque sentence, so what it would refuse is said here, at its statement. */
function refuseErrors(findings: readonly Finding[]): void {
  const errors = findings.filter(({ severity }) => severity === 'error').map(({ message }) => message)
  if (errors.length > 0)
    throw new PortalError(
      'invalid',
      `AWS would refuse this policy, so nothing was saved. ${errors.join(' ')}`,
    )
}

/** What ECR stores is always readable; anything else is not ours to overwrite. */
function readFound(text: string | null): PolicyDocument | undefined {
  if (text === null) return undefined
  const reading = parsePolicy(text)
  if (reading.ok) return reading.document
  throw new PortalError(
    'conflict',
    'The policy that is there now cannot be read as JSON, so nothing was saved over it.',
  )
}

type Writing = { before: string | null; draft: PolicyDocument | undefined; reason: string | undefined }

async function write(ctx: Context, ref: RepositoryRef, { before, draft, reason }: Writing): Promise<void> {
  const client = ctx.aws.ecr(ref, 'write')
  const entry = {
    action: draft ? ('permissions.save' as const) : ('permissions.delete' as const),
    ref,
    ...(before !== null && { before }),
    ...(draft && { after: draft.text }),
    ...(reason && { reason }),
  }
  const call = (): Promise<{ $metadata: { requestId?: string } }> =>
    draft
      ? client.send(
          new SetRepositoryPolicyCommand({ repositoryName: ref.name, policyText: textToSend(draft) }),
        )
      : client.send(new DeleteRepositoryPolicyCommand({ repositoryName: ref.name }))
  try {
    await audited(ctx, entry, call, ({ $metadata }) => $metadata.requestId)
  } catch (error) {
    throw fromAwsWrite(error, `save the permissions of ${ref.name}`, 'The permissions are as they were.')
  }
}
