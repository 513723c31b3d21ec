import { canonicalAction } from '@/lib/policy/actions'
import { parseStatement } from '@/lib/policy/document'
import { CAPABILITY_ACTIONS, capabilityOf, PRESETS, presetOf } from '@/lib/policy/presets'
import { coveredActions, readStatement } from '@/lib/policy/statement'
import { actionWords } from '@/lib/policy/words/action-words'
import { actionWord } from './email/email'
import type { AccessRequest } from './model'

/**
 * What a request asks to do: “pull”, “push and pull”. `joint` is the preposition before the repository, where one is
 * needed.
 */
export function askedDeed({ action, proposal }: Pick<AccessRequest, 'action' | 'proposal'>): {
  deed: string
  joint?: string
} {
  if (proposal?.kind === 'policy') return { deed: 'change the permissions', joint: 'of' }
  const reading = proposal && parseStatement(proposal.statement)
  if (!reading?.ok) return failedDeed(action)
  const statement = readStatement(reading.statement, 0)
  return statement.effect === 'Deny'
    ? { deed: 'deny access', joint: 'to' }
    : deedWith(coveredActions(statement))
}

function failedDeed(action: string): { deed: string; joint?: string } {
  // People write what they did: docker pull.
  const written = /^docker (pull|push)\b/.exec(action)?.[1]
  if (written) return { deed: written }
  if (action === 'ecr:GetAuthorizationToken') return { deed: actionWord(action), joint: 'for' }
  if (capabilityOf(action) || action === 'ecr:CreateRepository') return { deed: actionWord(action) }
  return canonicalAction(action) ? deedWith([action]) : { deed: `do “${action}”`, joint: 'with' }
}

/** A plain verb takes the repository as its object: pull it, push it. */
function deedWith(actions: readonly string[]): { deed: string; joint?: string } {
  if (presetOf(actions) === 'all') return { deed: 'do everything', joint: 'with' }
  const deed = actionWords(actions)
  return isPullOrPush(actions) ? { deed } : { deed, joint: 'in' }
}

/** Whether these are all actions of a pull, a push or both, and nothing beside. */
function isPullOrPush(actions: readonly string[]): boolean {
  const { pull, push } = CAPABILITY_ACTIONS
  const has = (needed: readonly string[]) => needed.every((action) => actions.includes(action))
  const pushAlone = push.filter((action) => action !== 'ecr:BatchGetImage')
  const covered = [...(has(pull) ? PRESETS.pull.actions : []), ...(has(pushAlone) ? push : [])]
  return actions.every((action) => covered.includes(action))
}
