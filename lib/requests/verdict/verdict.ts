import type { KnownAccounts } from '@/lib/accounts/account-names'
import type { Verdict as PolicyVerdict } from '@/lib/policy/evaluate/evaluate'
import type { CommandStep, CommandStyle } from '@/lib/repositories/commands'
import type { RepositoryRef } from '@/lib/repositories/reference'
import type { DeniedMessage } from '@/lib/requests/message/denied-message'

/** What the policies of the repository and its registry say about the failed call. */
export type Evaluation = Pick<
  PolicyVerdict,
  'outcome' | 'statements' | 'registryStatements' | 'missing' | 'needsRegistry'
>

/** What is known of the repository that a message names. */
export type RepositoryFacts = { ref: RepositoryRef } & (
  | {
      state: 'found'
      /** How many statements its policy has; 0 without a policy. */
      statements: number
      /** Absent when the message lacks the caller or the action. */
      evaluation?: Evaluation
    }
  | { state: 'missing'; elsewhere: readonly RepositoryRef[] }
  /** The portal cannot read it: the account is unknown or AWS does not respond. The reason is a sentence. */
  | { state: 'unseen'; reason: string }
)

/** What to tell the person. `side` is whose policy must change, if known. */
export type Verdict = {
  tone: 'error' | 'warning' | 'info' | 'ok'
  title: string
  sentences: string[]
  steps: CommandStep[]
  /** Policies that could also have denied it and that the portal cannot see. */
  cannotSee: string[]
  side?: 'repository' | 'caller' | 'either'
}

export type VerdictInput = {
  message: DeniedMessage
  accounts: KnownAccounts
  style: CommandStyle
  repository?: RepositoryFacts | undefined
  /** Whether the call has been granted since. */
  granted?: boolean
}

/** A verdict as text: its title and sentences, one per line. */
export function verdictText({ title, sentences }: Verdict): string {
  return [title, ...sentences].join('\n')
}
