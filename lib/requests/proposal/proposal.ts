import type { KnownAccounts } from '@/lib/accounts/account-names'
import { parseCaller } from '@/lib/accounts/caller'
import { fromForm, type StatementForm } from '@/lib/policy/form/form'
import { suggestSid } from '@/lib/policy/form/sid'
import type { JsonObject } from '@/lib/policy/json/json'
import { capabilityOf, PRESETS } from '@/lib/policy/presets'
import { isGrantable } from '@/lib/requests/verdict/refusal-advice'

/**
 * The statement that would allow what was denied: to the whole account if it is another one, as its own IAM decides the
 * rest; within one account, to the user. Undefined where no statement can help or none can be derived: an action that
 * no repository policy grants, no caller, or a role session, whose ARN hides the path of its role.
 */
export function proposedStatement(
  call: { caller: string; action: string; account: string },
  accounts: KnownAccounts,
  takenSids: readonly string[] = [],
): JsonObject | undefined {
  const caller = parseCaller(call.caller)
  const actions = actionsFor(call.action)
  if (!caller || actions.length === 0) return undefined
  const isOwn = caller.account === call.account
  if (isOwn && (caller.kind !== 'user' || !caller.arn)) return undefined
  const form: StatementForm = {
    sid: '',
    effect: 'Allow',
    principals: {
      kind: 'aws',
      accounts: isOwn ? [] : [caller.account],
      entities: isOwn && caller.arn ? [caller.arn] : [],
    },
    actions,
    conditions: [],
  }
  return fromForm({ ...form, sid: suggestSid(form, accounts, takenSids) })
}

function actionsFor(action: string): string[] {
  const capability = capabilityOf(action)
  if (capability) return [...PRESETS[capability === 'push' ? 'push-pull' : 'pull'].actions]
  return isGrantable(action) ? [action] : []
}
