import 'server-only'
import { z } from 'zod'
import { type Account, findAccount } from '@/lib/accounts/model'
import { authorize } from '@/lib/auth/roles'
import type { Context } from '@/lib/context'
import { parseInput } from '@/lib/errors/parse-input'
import { attempt, PortalError } from '@/lib/errors/portal-error'
import { samePolicy } from '@/lib/policy/compare/equality'
import { sameMeaning } from '@/lib/policy/compare/meaning'
import { newDangers, newRisks } from '@/lib/policy/compare/risks'
import { type PolicyDocument, parsePolicy } from '@/lib/policy/document'
import type { Finding } from '@/lib/policy/lint/finding'
import { newFindings } from '@/lib/policy/lint/new-findings'
import { getRegistryHere } from '@/lib/registry-policy/get-registry-here'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { RepositoryRefInput } from '@/lib/repositories/reference-input'
import { readPolicy } from './get-policy'
import { type PolicyLease, withPolicyLease } from './policy-lease'
import { writePolicy } from './write-policy'

const PolicyText = z.string().max(70_000, 'This text is far longer than a policy can be.').nullable()

const SavePolicyInput = z.object({
  ref: RepositoryRefInput,
  /** The policy that the person started from; null if there was none. */
  base: PolicyText,
  /** The policy to save; null to delete it. */
  draft: PolicyText,
  /** Why, in one line. */
  reason: z
    .string()
    .transform((text) => text.replaceAll('\0', '').replace(/\s+/g, ' ').trim())
    .pipe(z.string().max(1000, 'Keep the reason to 1,000 characters or fewer.'))
    .optional(),
  /** The repository's name, typed to confirm a dangerous change. */
  typedName: z.string().optional(),
  /** Overrides AWS's check against a policy that its author could not change again. */
  force: z.boolean().default(false),
})
type Wanted = z.output<typeof SavePolicyInput>

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

const FORCED = 'forced past AWS’s lockout check'

const GUARDED =
  'The portal could not change the permissions again, so AWS rejects the policy unless it is forced.'

/**
 * Replaces or deletes a repository's policy, for one person at a time. ECR has no conditional writes, so the policy is read
 * again just before and compared: an outside change that is more than formatting is a conflict. It is read back after
 * writing, because someone outside the portal may write at the same moment.
 */
export async function savePolicy(ctx: Context, input: unknown): Promise<PolicySaving> {
  const wanted = parseInput(SavePolicyInput, input)
  const account = requireAccount(ctx, wanted.ref)
  const draft = readDraft(wanted.draft)
  // Once before reading anything of the repository, and once with the risks of the change.
  authorizeSaving(ctx, wanted, account, [])
  authorizeTypedName(ctx, wanted)
  return withPolicyLease(ctx, wanted.ref, (lease) => saveUnderLease(ctx, wanted, account, draft, lease))
}

async function saveUnderLease(
  ctx: Context,
  wanted: Wanted,
  account: Account,
  draft: PolicyDocument | undefined,
  lease: PolicyLease,
): Promise<PolicySaving> {
  const { ref, typedName, force } = wanted
  const found = await readPolicy(ctx, ref)
  await lease.seen(found)
  const before = readFound(found)
  const { accounts, organizationIds } = ctx
  const registry = await getRegistryHere(ctx, ref)
  const context = { owner: account.id, accounts, organizationIds, registry, region: ref.region }
  const risks = newRisks(before, draft, context).map(({ sentence }) => sentence)
  authorizeSaving(ctx, wanted, account, risks)
  refuseErrors(newFindings(before, draft, context))
  if (samePolicy(before, draft)) return { outcome: 'unchanged', policy: found }
  if (!samePolicy(before, readFound(wanted.base)))
    return { outcome: 'conflict', theirs: found, mine: 'not-written' }
  const { openings, lockOuts } = newDangers(before, draft, context)
  const because = [...openings, ...lockOuts]
  const needsForce = lockOuts.length > 0
  if ((because.length > 0 && typedName === undefined) || (needsForce && !force))
    return { outcome: 'unconfirmed', because, force: needsForce }

  await lease.renew()
  const reason = force ? [wanted.reason, FORCED].filter(Boolean).join(' · ') : wanted.reason
  const written = await writePolicy(ctx, { ref, found, before, draft, reason, force })
  if (written.end === 'guarded') {
    authorize(ctx.actor, { to: 'permissions.force' }, { ref })
    return { outcome: 'unconfirmed', because: [...because, GUARDED], force: true }
  }
  const [now] = await Promise.all([attempt(readPolicy(ctx, ref)), lease.saved(written.stored)])
  // It was written, even if it can't be read now.
  if (now instanceof PortalError)
    return { outcome: 'saved', policy: written.stored, before: found, readBack: 'failed' }
  await lease.seen(now)
  const there = readFound(now)
  // AWS may return what was sent in another form, for example a role by its name instead of its ID.
  const means = (other: PolicyDocument | undefined) => sameMeaning(there, other, account.id)
  if (!means(draft) && !means(readFound(written.stored)))
    return { outcome: 'conflict', theirs: now, mine: 'overwritten' }
  const readBack = written.end === 'looked-up' ? 'looked-up' : 'same'
  return { outcome: 'saved', policy: now, before: found, readBack }
}

function requireAccount(ctx: Context, ref: RepositoryRef): Account {
  const account = findAccount(ctx.accounts, ref.account)
  if (account?.regions.includes(ref.region)) return account
  throw new PortalError(
    'not-found',
    `The portal has no registry of account ${ref.account} in ${ref.region}. Nothing was changed.`,
  )
}

function authorizeSaving(ctx: Context, { ref }: Wanted, account: Account, risks: readonly string[]): void {
  authorize(
    ctx.actor,
    { to: 'permissions.save', account, name: ref.name, accounts: ctx.accounts, risks },
    { ref },
  )
}

function authorizeTypedName(ctx: Context, { ref, typedName, force }: Wanted): void {
  if (typedName === undefined && !force) return
  authorize(ctx.actor, { to: 'permissions.force' }, { ref })
  if (typedName?.trim() === ref.name) return
  throw new PortalError('invalid', 'Nothing was saved.', {
    fields: { typedName: `Type ${ref.name} exactly as shown.` },
  })
}

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

/** AWS rejects a bad policy with a single opaque sentence, so its mistakes are reported here, statement by statement. */
function refuseErrors(findings: readonly Finding[]): void {
  const errors = findings.filter(({ severity }) => severity === 'error').map(({ message }) => message)
  if (errors.length > 0)
    throw new PortalError(
      'invalid',
      `AWS would reject this policy, so nothing was saved. ${errors.join(' ')}`,
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
