import { parseCaller } from '@/lib/accounts/caller'
import { CAPABILITY_ACTIONS, type Capability } from '@/lib/policy/presets'
import type { DeniedMessage } from './denied-message'
import { actionWord } from './email'

/** Who called, as a policy is asked about them. */
export type CallSubject =
  | { kind: 'user' | 'role' | 'session'; arn: string }
  | { kind: 'account'; account: string }

/** What to ask the repository's policy for a message; undefined when it does not say who called or what. */
export function judgedCall(
  message: DeniedMessage,
): { subject: CallSubject; actions: readonly string[] } | undefined {
  const caller = parseCaller(message.principalArn ?? '')
  if (!caller?.arn || !message.action) return undefined
  return {
    subject: subjectOf(caller.kind, caller.arn, caller.account),
    actions: judgedActions(message.action),
  }
}

/** All actions of a pull or a push for one of them: granting the one that failed would only bring up the next. */
export function judgedActions(action: string): readonly string[] {
  const word = actionWord(action)
  return isCapability(word) ? CAPABILITY_ACTIONS[word] : [action]
}

function isCapability(word: string): word is Capability {
  return word === 'pull' || word === 'push'
}

function subjectOf(kind: string, arn: string, account: string): CallSubject {
  if (kind === 'user' || kind === 'role') return { kind, arn }
  return kind === 'assumed-role' ? { kind: 'session', arn } : { kind: 'account', account }
}
