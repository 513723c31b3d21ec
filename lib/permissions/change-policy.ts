import 'server-only'
import type { Context } from '@/lib/context'
import { attempt, PortalError } from '@/lib/errors/portal-error'
import { samePolicy } from '@/lib/policy/compare/equality'
import { type PolicyDocument, parsePolicy } from '@/lib/policy/document'
import type { Finding } from '@/lib/policy/lint/finding'
import type { PolicyLease } from './policy-lease'
import { type PolicyTarget, samePolicyOf } from './policy-target'
import { readPolicy } from './read-policy'
import { writePolicy } from './write-policy'

/** A change that someone wants to make: `base` is the policy that they started from; null is none. */
export type WantedChange = {
  base: string | null
  draft: PolicyDocument | undefined
  reason: string | undefined
  confirmed: boolean
  force: boolean
}

/** What AWS would reject, and why the author has to confirm the change; `needsForce` if AWS rejects it otherwise. */
export type Judgement = { errors: readonly Finding[]; because: string[]; needsForce: boolean }

/** Judges a change of the policy as it is now. Throws if this person may not make it. */
export type Judge = (before: PolicyDocument | undefined) => Promise<Judgement>

/** How saving went. */
export type PolicySaving =
  /** `looked-up`: AWS's answer was lost, and reading showed that it was saved. */
  | {
      outcome: 'saved'
      policy: string | null
      before: string | null
      readBack: 'same' | 'looked-up' | 'failed'
    }
  | { outcome: 'unchanged'; policy: string | null }
  /** Someone else's policy is there. `overwritten`: mine was written first, and then replaced. */
  | { outcome: 'conflict'; theirs: string | null; mine: 'not-written' | 'overwritten' }
  /** Nothing was written yet: the name has to be typed, and `force` sent if it is set here. */
  | { outcome: 'unconfirmed'; because: string[]; force: boolean }

const GUARDED =
  'The portal could not change the permissions again, so AWS rejects the policy unless it is forced.'

/**
 * Replaces or deletes a policy under its lease. ECR has no conditional writes, so the policy is read again just before and
 * compared: an outside change that is more than formatting is a conflict. It is read back after writing, because someone
 * outside the portal may write at the same moment.
 */
export async function changePolicy(
  ctx: Context,
  ref: PolicyTarget,
  { base, draft, reason, confirmed, force }: WantedChange,
  lease: PolicyLease,
  judge: Judge,
): Promise<PolicySaving> {
  const found = await readPolicy(ctx, ref)
  await lease.seen(found)
  const before = readFound(found)
  const { errors, because, needsForce } = await judge(before)
  refuseErrors(errors)
  if (samePolicy(before, draft)) return { outcome: 'unchanged', policy: found }
  if (!samePolicy(before, readFound(base))) return { outcome: 'conflict', theirs: found, mine: 'not-written' }
  if ((because.length > 0 && !confirmed) || (needsForce && !force))
    return { outcome: 'unconfirmed', because, force: needsForce }

  await lease.renew()
  const written = await writePolicy(ctx, { ref, found, before, draft, reason, force })
  if (written.end === 'guarded')
    return { outcome: 'unconfirmed', because: [...because, GUARDED], force: true }
  const [now] = await Promise.all([attempt(readPolicy(ctx, ref)), lease.saved(written.stored)])
  // It was written, even if it can't be read now.
  if (now instanceof PortalError)
    return { outcome: 'saved', policy: written.stored, before: found, readBack: 'failed' }
  await lease.seen(now)
  const there = readFound(now)
  // AWS may return what was sent in another form, for example a role by its name instead of its ID.
  if (!samePolicyOf(ref, there, draft) && !samePolicyOf(ref, there, readFound(written.stored)))
    return { outcome: 'conflict', theirs: now, mine: 'overwritten' }
  const readBack = written.end === 'looked-up' ? 'looked-up' : 'same'
  return { outcome: 'saved', policy: now, before: found, readBack }
}

/** AWS rejects a bad policy with a single opaque sentence, so its mistakes are reported here, statement by statement. */
function refuseErrors(errors: readonly Finding[]): void {
  if (errors.length > 0)
    throw new PortalError(
      'invalid',
      `AWS would reject this policy, so nothing was saved. ${errors.map(({ message }) => message).join(' ')}`,
    )
}

/** What ECR stores can always be parsed; the portal never overwrites anything else. */
function readFound(text: string | null): PolicyDocument | undefined {
  if (text === null) return undefined
  const reading = parsePolicy(text)
  if (reading.ok) return reading.document
  throw new PortalError(
    'conflict',
    'The current policy is not valid JSON, so the portal did not overwrite it. Nothing was saved.',
  )
}
