import 'server-only'
import type { Context } from '@/lib/context'
import { attempt, PortalError } from '@/lib/errors/portal-error'
import { getPolicy } from '@/lib/permissions/get-policy'
import { storedPolicy } from '@/lib/policy/document'
import type { RegistryHere } from '@/lib/policy/registry-side'
import { getRegistryHere } from '@/lib/registry-policy/get-registry-here'
import { listNotes } from './list-notes'
import { type AccessRequest, type RequestNote, repositoryOf } from './model'
import { type ProposedPolicy, proposedPolicy } from './proposal/apply-proposal'
import { type RiskMark, riskMarks } from './risk-marks'
import { liveVerdict } from './verdict/live-verdict'
import type { Verdict } from './verdict/verdict'

/** Everything a reviewer looks at to decide a request, in its current state. */
export type Review = {
  verdict: Verdict
  marks: RiskMark[]
  /** What the registry’s policy says of the repository. */
  registry: RegistryHere
  notes: RequestNote[]
  /** The repository’s policy, null for none; undefined when it cannot be read. */
  policy: string | null | undefined
  /** The policy with the proposal applied; undefined without a proposal or when it does not fit the policy. */
  change: ProposedPolicy | undefined
  /** Why the policy cannot be read, or why the proposal does not fit it. */
  failure: PortalError | undefined
}

export async function reviewRequest(ctx: Context, request: AccessRequest): Promise<Review> {
  // Read once, so that the verdict and the change are about the same policy.
  const reading = attempt(getPolicy(ctx, repositoryOf(request)))
  const [policy, registry, verdict, notes] = await Promise.all([
    reading,
    getRegistryHere(ctx, repositoryOf(request)),
    liveVerdict(ctx, request, () => reading),
    listNotes(ctx, request.id),
  ])
  const proposed = await attempt(proposedPolicy(request, policy))
  const change = proposed instanceof PortalError ? undefined : proposed
  const isUnread = policy instanceof PortalError
  return {
    verdict,
    notes,
    registry,
    marks: riskMarks(request, { ...ctx, registry }, change && documentsOf(change)),
    policy: isUnread ? undefined : (policy ?? null),
    change,
    failure: proposed instanceof PortalError ? proposed : isUnread ? policy : undefined,
  }
}

function documentsOf({ before, after }: ProposedPolicy) {
  return { before: storedPolicy(before), after: storedPolicy(after) }
}
