import 'server-only'
import { z } from 'zod'
import { isKnownRegistry } from '@/lib/accounts/model'
import type { Context } from '@/lib/context'
import { attempt, PortalError } from '@/lib/errors'
import { getInventory } from '@/lib/inventory/get-inventory'
import { sameNameElsewhere } from '@/lib/inventory/registry-index'
import { parseInput } from '@/lib/parse-input'
import { getPolicy } from '@/lib/permissions/get-policy'
import { parsePolicy } from '@/lib/policy/document'
import { evaluate } from '@/lib/policy/evaluate'
import { getRepository } from '@/lib/repositories/get-repository'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { type DeniedMessage, readDeniedMessage } from './denied-message'
import { judgedCall } from './judged-call'
import { ERROR_LIMIT } from './message-text'
import type { Proposal } from './model'
import { proposedStatement } from './proposal'
import { removeSecrets } from './secrets'
import { type RepositoryFacts, type Verdict, verdictOf } from './verdict'

const ExplainInput = z.object({ error: z.string() })

/** What an error says, what that means with the repository as it is now, and what is to be asked for. */
export type Explanation = {
  /** The error without its secrets, cut where it is longer than is kept. */
  error: string
  cut: boolean
  secretsRemoved: number
  facts: { account?: string; region?: string; repository?: string; awsUserName?: string; action?: string }
  /** Set when the portal can show it. */
  repository: RepositoryRef | undefined
  verdict: Verdict
  /** What a request would propose. */
  proposal: Proposal | undefined
}

/** Reads a pasted error and looks at the repository it names, with its policy as it is now. Nothing is kept. */
export async function explainDenial(ctx: Context, input: unknown): Promise<Explanation> {
  const { error } = parseInput(ExplainInput, input)
  const { text, removed } = removeSecrets(error.slice(0, ERROR_LIMIT))
  const message = readDeniedMessage(text)
  const { account, region, repository: name, principalArn, action } = message
  const ref = account && region && name ? { account, region, name } : undefined
  const repository = ref && (await lookAt(ctx, ref, message))
  const verdict = verdictOf({
    message,
    accounts: ctx.accounts,
    style: { shell: 'posix', client: 'docker' },
    ...(repository && { repository }),
  })
  return {
    error: text,
    cut: error.length > ERROR_LIMIT,
    secretsRemoved: removed,
    facts: { account, region, repository: name, awsUserName: principalArn, action },
    repository: repository?.state === 'found' ? ref : undefined,
    verdict,
    proposal: proposalFor(ctx, message, verdict),
  }
}

/** A statement is proposed only where the repository's side is, or may be, what has to change. */
function proposalFor(ctx: Context, message: DeniedMessage, { side }: Verdict): Proposal | undefined {
  const { account, principalArn, action, denials } = message
  if (side === 'caller' || !account || !principalArn || !action) return undefined
  if (denials.some(({ explicitDeny }) => explicitDeny)) return undefined
  const statement = proposedStatement({ caller: principalArn, action, account }, ctx.accounts)
  return statement && { kind: 'statement', statement: JSON.stringify(statement) }
}

async function lookAt(ctx: Context, ref: RepositoryRef, message: DeniedMessage): Promise<RepositoryFacts> {
  if (!isKnownRegistry(ctx.accounts, ref))
    return {
      ref,
      state: 'unseen',
      reason: `The portal knows no registry of ${ref.account} in ${ref.region}.`,
    }
  const looked = await attempt(Promise.all([getRepository(ctx, ref), getInventory()]))
  if (looked instanceof PortalError) return { ref, state: 'unseen', reason: looked.message }
  const [found, inventory] = looked
  if (!found) return { ref, state: 'missing', elsewhere: sameNameElsewhere(inventory.registries(), ref) }

  const policy = await attempt(getPolicy(ctx, ref))
  if (policy instanceof PortalError) return { ref, state: 'unseen', reason: policy.message }
  const reading = policy === undefined ? undefined : parsePolicy(policy)
  const document = reading?.ok ? reading.document : undefined
  const call = judgedCall(message)
  return {
    ref,
    state: 'found',
    statements: document?.statements.length ?? 0,
    ...(call && { evaluation: evaluate(document, call.subject, call.actions, { owner: ref.account }) }),
  }
}
