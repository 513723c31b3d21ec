import { CAPABILITY_ACTIONS, type Capability } from '@/lib/policy/presets'
import { type Principal, readAwsPrincipal } from '@/lib/policy/principals'
import { actionWord } from '@/lib/requests/email/email'
import type { DeniedMessage } from '@/lib/requests/message/denied-message'

/** What to ask the repository's policy for a message; undefined when it does not say who called or what. */
export function judgedCall(
  message: DeniedMessage,
): { subject: Principal; actions: readonly string[] } | undefined {
  if (!message.principalArn || !message.action) return undefined
  const subject = readAwsPrincipal(message.principalArn)
  return subject.kind === 'malformed' ? undefined : { subject, actions: judgedActions(message.action) }
}

/** All actions of a pull or a push for one of them: granting the one that failed would only bring up the next. */
export function judgedActions(action: string): readonly string[] {
  const word = actionWord(action)
  return isCapability(word) ? CAPABILITY_ACTIONS[word] : [action]
}

function isCapability(word: string): word is Capability {
  return word === 'pull' || word === 'push'
}
