import { CAPABILITY_ACTIONS, capabilityOf } from '@/lib/policy/presets'
import { type Principal, readAwsPrincipal } from '@/lib/policy/principals'
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
  const capability = capabilityOf(action)
  return capability ? CAPABILITY_ACTIONS[capability] : [action]
}
