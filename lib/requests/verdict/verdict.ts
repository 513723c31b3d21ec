import type { KnownAccounts } from '@/lib/accounts/account-names'
import type { Verdict as PolicyVerdict } from '@/lib/policy/evaluate/evaluate'
import type { CommandStep, CommandStyle } from '@/lib/repositories/commands'
import type { RepositoryRef } from '@/lib/repositories/reference'
import type { DeniedMessage } from '@/lib/requests/message/denied-message'

/** What a repository's policy says to the call that failed. */
export type Evaluation = Pick<PolicyVerdict, 'outcome' | 'statements' | 'missing'>

/** What is known of the repository that a message names. */
export type RepositoryFacts = { ref: RepositoryRef } & (
  | {
      state: 'found'
      /** How many statements its policy has; 0 without a policy. */
      statements: number
      /** Absent when the message does not say who called, or what. */
      evaluation?: Evaluation
    }
  | { state: 'missing'; elsewhere: readonly RepositoryRef[] }
  /** The portal cannot look: it does not know the account, or AWS does not answer it. The reason is a sentence. */
  | { state: 'unseen'; reason: string }
)

/** What to tell the person. `side` says whose policy must change, where that is known. */
export type Verdict = {
  tone: 'error' | 'warning' | 'info' | 'ok'
  title: string
  sentences: string[]
  steps: CommandStep[]
  /** What could also have refused, and cannot be seen from here. */
  cannotSee: string[]
  side?: 'repository' | 'caller' | 'either'
}

export type VerdictInput = {
  message: DeniedMessage
  accounts: KnownAccounts
  style: CommandStyle
  repository?: RepositoryFacts | undefined
  /** Whether what failed has been granted since. */
  granted?: boolean
}

/** A verdict as text: its title and its sentences, one a line. */
export function verdictText({ title, sentences }: Verdict): string {
  return [title, ...sentences].join('\n')
}
