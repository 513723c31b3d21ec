import { CAPABILITY_ACTIONS, capabilityOf } from '@/lib/policy/presets'
import { type Principal, readAwsPrincipal } from '@/lib/policy/principals'
import type { DeniedMessage } from '@/lib/requests/message/denied-message'

/** Whom and what to evaluate the repository's policy for; undefined when the message lacks the caller or the action. */
export function judgedCall(
  message: DeniedMessage,
): { subject: Principal; actions: readonly string[] } | undefined {
  if (!message.principalArn || !message.action) return undefined
  const subject = readAwsPrincipal(message.principalArn)
  return subject.kind === 'malformed' ? undefined : { subject, actions: judgedActions(message.action) }
}

/**
 * All actions of a pull or push for any one of them: granting just the failed one would only make the next one fail.
 */
export function judgedActions(action: string): readonly string[] {
  const capability = capabilityOf(action)
  return capability ? CAPABILITY_ACTIONS[capability] : [action]
}
