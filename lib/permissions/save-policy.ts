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
import type { RepositoryRef } from '@/lib/repositories/reference'
import { RepositoryRefInput } from '@/lib/repositories/reference-input'
import { readPolicy } from './get-policy'
import { type PolicyLease, withPolicyLease } from './policy-lease'
import { writePolicy } from './write-policy'

const PolicyText = z.string().max(70_000, 'This text is far longer than a policy can be.').nullable()

const SavePolicyInput = z.object({
  ref: RepositoryRefInput,
  /** The policy that the person began with; null when there was none. */
  base: PolicyText,
  /** The policy as it shall be; null to have none. */
  draft: PolicyText,
  /** Why, in one line. */
  reason: z
    .string()
    .transform((text) => text.replaceAll('\0', '').replace(/\s+/g, ' ').trim())
    .pipe(z.string().max(1000, 'Keep the reason below 1,000 characters.'))
    .optional(),
  /** The repository's name, typed in by somebody who has read what the change does to it. */
  typedName: z.string().optional(),
  /** Past AWS's guard against a policy that its author could not change again. */
  force: z.boolean().default(false),
})
type Wanted = z.output<typeof SavePolicyInput>

/** How saving went. */
export type PolicySaving =
  /** `settled`: AWS's answer was lost, and reading showed that it was saved. */
  | {
      outcome: 'saved'
      policy: string | null
      before: string | null
      readBack: 'same' | 'settled' | 'failed'
    }
  | { outcome: 'unchanged'; policy: string | null }
  /** Somebody else's policy is there. `overwritten`: mine was written first, and did not stay. */
  | { outcome: 'conflict'; theirs: string | null; mine: 'not-written' | 'overwritten' }
  /** Nothing was written yet: the name has to be typed in, and `force` sent along if it is set here. */
  | { outcome: 'unconfirmed'; because: string[]; force: boolean }

const FORCED = 'forced past AWS’s guard against a lock-out'

const GUARDED =
  'With it the portal could not change the permissions again: AWS refuses it for this reason, unless it is forced.'

/**
 * Replaces, or removes, a repository's policy, one person of the portal at a time. ECR knows no conditional write, so the
 * policy is read again just before and compared: an outside change that is more than formatting is a conflict. After
 * writing it is read back, because somebody outside the portal may write at the same moment.
 */
export async function savePolicy(ctx: Context, input: unknown): Promise<PolicySaving> {
  const wanted = parseInput(SavePolicyInput, input)
  const account = requireAccount(ctx, wanted.ref)
  const draft = readDraft(wanted.draft)
  // Once before anything of the repository is read, and once with what the change would open.
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
  await lease.observe(found)
  const before = readFound(found)
  const context = { owner: account.id, accounts: ctx.accounts, region: ref.region }
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
  // It is written; not being able to look at it does not take that back.
  if (now instanceof PortalError)
    return { outcome: 'saved', policy: written.stored, before: found, readBack: 'failed' }
  await lease.observe(now)
  const there = readFound(now)
  // AWS may show what was sent in other words, for example a role by its name where its id was sent.
  if (!sameMeaning(there, draft) && !sameMeaning(there, readFound(written.stored)))
    return { outcome: 'conflict', theirs: now, mine: 'overwritten' }
  const readBack = written.end === 'settled' ? 'settled' : 'same'
  return { outcome: 'saved', policy: now, before: found, readBack }
}

function requireAccount(ctx: Context, ref: RepositoryRef): Account {
  const account = findAccount(ctx.accounts, ref.account)
  if (account?.regions.includes(ref.region)) return account
  throw new PortalError(
    'not-found',
    `The portal knows no registry ${ref.account} in ${ref.region}. Nothing was changed.`,
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
    fields: { typedName: `Type ${ref.name}, exactly as it is written here.` },
  })
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
