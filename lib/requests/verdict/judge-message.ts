import 'server-only'
import { isKnownRegistry } from '@/lib/accounts/model'
import type { Context } from '@/lib/context'
import { attempt, PortalError } from '@/lib/errors/portal-error'
import { getInventory } from '@/lib/inventory/get-inventory'
import { sameNameElsewhere } from '@/lib/inventory/registry-index'
import { getPolicy } from '@/lib/permissions/get-policy'
import { storedPolicy } from '@/lib/policy/document'
import { evaluate } from '@/lib/policy/evaluate/evaluate'
import { getRegistryHere } from '@/lib/registry-policy/get-registry-here'
import { getRepository } from '@/lib/repositories/get-repository'
import type { RepositoryRef } from '@/lib/repositories/reference'
import type { DeniedMessage } from '@/lib/requests/message/denied-message'
import type { PolicyReading } from '@/lib/requests/proposal/apply-proposal'
import { judgedCall } from './judged-call'
import type { RepositoryFacts, Verdict } from './verdict'
import { verdictOf } from './verdict-of'

/** A verdict and the repository it is about: one that the portal can show, or one that AWS says is missing. */
export type Judgement = {
  verdict: Verdict
  repository: RepositoryRef | undefined
  missing: RepositoryRef | undefined
}

/** Reads the repository's policy. A page that also shows the policy passes its own, so that it is read once. */
export type PolicyReader = (ref: RepositoryRef) => Promise<PolicyReading>

export function policyReader(ctx: Context): PolicyReader {
  return (ref) => attempt(getPolicy(ctx, ref))
}

/**
 * Why a call failed and who can change that, given the current state of the repository in the message. If that cannot
 * be read, the verdict says so. `granted`: the call has been granted since.
 */
export async function judgeMessage(
  ctx: Context,
  message: DeniedMessage,
  { granted = false, readPolicy = policyReader(ctx) }: { granted?: boolean; readPolicy?: PolicyReader } = {},
): Promise<Judgement> {
  const { account, region, repository: name } = message
  const ref = account && region && name ? { account, region, name } : undefined
  const repository = ref && (await lookAt(ctx, ref, message, readPolicy))
  const verdict = verdictOf({
    message,
    accounts: ctx.accounts,
    style: { shell: 'posix', client: 'docker' },
    granted,
    ...(repository && { repository }),
  })
  const where = (state: RepositoryFacts['state']) => (repository?.state === state ? ref : undefined)
  return { verdict, repository: where('found'), missing: where('missing') }
}

async function lookAt(
  ctx: Context,
  ref: RepositoryRef,
  message: DeniedMessage,
  readPolicy: PolicyReader,
): Promise<RepositoryFacts> {
  if (!isKnownRegistry(ctx.accounts, ref))
    return {
      ref,
      state: 'unseen',
      reason: `The portal has no registry of account ${ref.account} in ${ref.region}.`,
    }
  const looked = await attempt(Promise.all([getRepository(ctx, ref), getInventory()]))
  if (looked instanceof PortalError) return { ref, state: 'unseen', reason: looked.message }
  const [found, inventory] = looked
  if (!found) return { ref, state: 'missing', elsewhere: sameNameElsewhere(inventory.registries(), ref) }

  const [policy, registry] = await Promise.all([readPolicy(ref), getRegistryHere(ctx, ref)])
  if (policy instanceof PortalError) return { ref, state: 'unseen', reason: policy.message }
  const document = storedPolicy(policy ?? null)
  const call = judgedCall(message)
  return {
    ref,
    state: 'found',
    statements: document?.statements.length ?? 0,
    ...(call && {
      evaluation: evaluate(document, call.subject, call.actions, { owner: ref.account, registry }),
    }),
  }
}
