import { fromForm, type StatementForm } from '@/lib/policy/form'
import type { JsonObject } from '@/lib/policy/json'
import type { KnownAccounts } from '@/lib/policy/known-accounts'
import { CAPABILITY_ACTIONS, PRESETS } from '@/lib/policy/presets'
import { suggestSid } from '@/lib/policy/sid'
import type { DeniedMessage } from './denied-message'

/**
 * The statement of a repository's policy that would answer a refusal: it lets the caller's account do what was refused.
 * The account and not the role, because a session's ARN has lost the role's path; the caller's own IAM narrows it.
 * Undefined where no repository policy helps: within one account, for logging in, and against an explicit deny.
 */
export function proposeStatement(message: DeniedMessage, accounts: KnownAccounts): JsonObject | undefined {
  const { action, principalAccount, account, denials } = message
  if (
    !action?.startsWith('ecr:') ||
    action === 'ecr:GetAuthorizationToken' ||
    action === 'ecr:CreateRepository'
  )
    return undefined
  if (!principalAccount || principalAccount === account || denials.some(({ explicitDeny }) => explicitDeny))
    return undefined
  const form: StatementForm = {
    sid: '',
    effect: 'Allow',
    principals: { kind: 'aws', accounts: [principalAccount], entities: [] },
    actions: actionsFor(action),
    conditions: [],
  }
  return fromForm({ ...form, sid: suggestSid(form, accounts, []) })
}

/** One action of a pull or a push is of no use without the others. */
function actionsFor(action: string): string[] {
  if (PRESETS.pull.actions.includes(action)) return [...PRESETS.pull.actions]
  if (CAPABILITY_ACTIONS.push.includes(action)) return [...PRESETS['push-pull'].actions]
  return [action]
}
