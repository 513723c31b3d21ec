import 'server-only'
import { z } from 'zod'
import type { Context } from '@/lib/context'
import { parseInput } from '@/lib/parse-input'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { type DeniedMessage, readDeniedMessage } from './denied-message'
import { judgeMessage } from './judge-message'
import { ERROR_LIMIT } from './message-text'
import type { Proposal } from './model'
import { proposedStatement } from './proposal'
import { removeSecrets } from './secrets'
import type { Verdict } from './verdict'

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
  const { verdict, repository } = await judgeMessage(ctx, message)
  return {
    error: text,
    cut: error.length > ERROR_LIMIT,
    secretsRemoved: removed,
    facts: { account, region, repository: name, awsUserName: principalArn, action },
    repository,
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
