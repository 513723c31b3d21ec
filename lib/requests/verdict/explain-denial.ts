import 'server-only'
import { z } from 'zod'
import type { Context } from '@/lib/context'
import { parseInput } from '@/lib/errors/parse-input'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { type DeniedMessage, readDeniedMessage } from '@/lib/requests/message/denied-message'
import { isShortened, keptPart } from '@/lib/requests/message/message-text'
import type { Proposal } from '@/lib/requests/model'
import { proposedStatement } from '@/lib/requests/proposal/proposal'
import { removeSecrets } from '@/lib/text/redact-secrets'
import { type CallerSide, callerSide } from './caller-side'
import { judgeMessage } from './judge-message'
import { requestHelps } from './request-helps'
import type { Verdict } from './verdict'

const ExplainInput = z.object({ error: z.string() })

/** What an error says, what it means given the repository's current state, and what to request. */
export type Explanation = {
  /** The error without secrets, shortened if it was too long. */
  error: string
  shortened: boolean
  secretsRemoved: number
  facts: Record<'account' | 'region' | 'repository' | 'awsUserName' | 'action', string | undefined>
  /** Set when the portal can show it. */
  repository: RepositoryRef | undefined
  /** Set when AWS says that there is no such repository. */
  missing: RepositoryRef | undefined
  verdict: Verdict
  /** Whether operations could fix it on request. */
  requestHelps: boolean
  /** The policy that the caller's own account may need. */
  callerSide: CallerSide | undefined
  /** What a request would propose. */
  proposal: Proposal | undefined
}

/** Reads a pasted error and checks the repository it names, with its current policy. Stores nothing. */
export async function explainDenial(ctx: Context, input: unknown): Promise<Explanation> {
  const { error } = parseInput(ExplainInput, input)
  const { text, removed } = removeSecrets(keptPart(error))
  const message = readDeniedMessage(text)
  const { account, region, repository: name, principalArn, action } = message
  const { verdict, repository, missing } = await judgeMessage(ctx, message)
  return {
    error: text,
    shortened: isShortened(text),
    secretsRemoved: removed,
    facts: { account, region, repository: name, awsUserName: principalArn, action },
    repository,
    missing,
    verdict,
    requestHelps: requestHelps(message, verdict),
    callerSide: missing ? undefined : callerSide(message, verdict),
    proposal: missing ? undefined : proposalFor(ctx, message, verdict),
  }
}

/** A statement is proposed only if the repository's side has, or may have, to change. */
function proposalFor(ctx: Context, message: DeniedMessage, { side }: Verdict): Proposal | undefined {
  const { account, principalArn, action, denials } = message
  if (side === 'caller' || !account || !principalArn || !action) return undefined
  if (denials.some(({ explicitDeny }) => explicitDeny)) return undefined
  const statement = proposedStatement({ caller: principalArn, action, account }, ctx.accounts)
  return statement && { kind: 'statement', statement: JSON.stringify(statement) }
}
