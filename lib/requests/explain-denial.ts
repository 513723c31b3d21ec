import 'server-only'
import { z } from 'zod'
import type { Context } from '@/lib/context'
import { getInventory } from '@/lib/inventory/inventory'
import { sameNameElsewhere } from '@/lib/inventory/search'
import { parseInput } from '@/lib/parse-input'
import type { CommandStep } from '@/lib/repositories/commands'
import { getRepository } from '@/lib/repositories/get-repository'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { adviceFor } from './advice'
import { type DeniedMessage, readDeniedMessage } from './denied-message'
import { ERROR_LIMIT } from './message-text'
import { proposeStatement } from './propose-statement'
import { removeSecrets } from './secrets'

const ExplainInput = z.object({ error: z.string().max(6_000_000) })

export type Verdict = {
  tone: 'info' | 'ok' | 'warning' | 'error'
  title: string
  sentences: string[]
  steps: CommandStep[]
  cannotSee: string[]
}

/** What an error says, what that means with the repository as it is now, and what is to be asked for. */
export type Explanation = {
  /** The error without its secrets, cut where it is longer than is kept. */
  error: string
  secretsRemoved: number
  facts: { account?: string; region?: string; repository?: string; awsUserName?: string; action?: string }
  repository: RepositoryRef | undefined
  verdict: Verdict
  /** The statement that a request would propose, as JSON. */
  proposal: string | undefined
}

/** Reads a pasted error and looks at the repository it names. Nothing is kept. */
export async function explainDenial(ctx: Context, input: unknown): Promise<Explanation> {
  const { error } = parseInput(ExplainInput, input)
  const { text, removed } = removeSecrets(error.slice(0, ERROR_LIMIT))
  const message = readDeniedMessage(text)
  const ref = referenceOf(message)
  const statement = proposeStatement(message, ctx.accounts)
  return {
    error: text,
    secretsRemoved: removed,
    facts: {
      account: message.account,
      region: message.region,
      repository: message.repository,
      awsUserName: message.principalArn,
      action: message.action,
    },
    repository: ref,
    verdict: await verdictOf(ctx, message, ref),
    proposal: statement && JSON.stringify(statement),
  }
}

function referenceOf({ account, region, repository }: DeniedMessage): RepositoryRef | undefined {
  return account && region && repository ? { account, region, name: repository } : undefined
}

async function verdictOf(
  ctx: Context,
  message: DeniedMessage,
  ref: RepositoryRef | undefined,
): Promise<Verdict> {
  const advice = adviceFor(message, { shell: 'posix', client: 'docker' })
  const missing = ref && (await missingSentence(ctx, ref))
  return {
    tone: message.kind === 'unknown' || message.kind === 'empty' ? 'info' : 'error',
    title: advice.meaning,
    sentences: [...(missing ? [missing] : []), advice.next],
    steps: advice.command ? [{ title: 'Run', command: advice.command }] : [],
    cannotSee:
      message.kind === 'access-denied'
        ? ['the caller’s own IAM policies', 'the organisation’s policies']
        : [],
  }
}

/** Whether the repository is missing where it was looked for, and where its name does exist. */
async function missingSentence(ctx: Context, ref: RepositoryRef): Promise<string | undefined> {
  if (await getRepository(ctx, ref)) return undefined
  const elsewhere = sameNameElsewhere((await getInventory()).copies(), ref)
  const places = elsewhere.map(({ account, region }) => {
    const name = ctx.accounts.find(({ id }) => id === account)?.name ?? account
    return `${name} (${region})`
  })
  return places.length > 0
    ? `There is no repository ${ref.name} there; the name exists in ${places.join(', ')}.`
    : `There is no repository ${ref.name} there, nor in any registry that the portal knows.`
}
