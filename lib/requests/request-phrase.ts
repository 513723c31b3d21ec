import { canonicalAction } from '@/lib/policy/actions'
import { parseStatement } from '@/lib/policy/document'
import { CAPABILITY_ACTIONS, capabilityOf, PRESETS, presetOf } from '@/lib/policy/presets'
import { coveredActions, readStatement } from '@/lib/policy/statement'
import { actionWords } from '@/lib/policy/words/action-words'
import { actionWord } from '@/lib/requests/email/email'
import type { AccessRequest } from './model'

/** What a request asks to do: “pull”, “push and pull”. The preposition leads on to the repository, where one is needed. */
export function requestPhrase({ action, proposal }: Pick<AccessRequest, 'action' | 'proposal'>): {
  verb: string
  preposition?: string
} {
  if (proposal?.kind === 'policy') return { verb: 'change the permissions', preposition: 'of' }
  const reading = proposal && parseStatement(proposal.statement)
  if (!reading?.ok) return failedPhrase(action)
  const statement = readStatement(reading.statement, 0)
  return statement.effect === 'Deny'
    ? { verb: 'deny access', preposition: 'to' }
    : phraseOf(coveredActions(statement))
}

function failedPhrase(action: string): { verb: string; preposition?: string } {
  // People write what they did: docker pull.
  const written = /^docker (pull|push)\b/.exec(action)?.[1]
  if (written) return { verb: written }
  if (action === 'ecr:GetAuthorizationToken') return { verb: actionWord(action), preposition: 'for' }
  if (capabilityOf(action) || action === 'ecr:CreateRepository') return { verb: actionWord(action) }
  return canonicalAction(action) ? phraseOf([action]) : { verb: `do “${action}”`, preposition: 'with' }
}

/** A plain verb takes the repository as its object: pull it, push it. */
function phraseOf(actions: readonly string[]): { verb: string; preposition?: string } {
  if (presetOf(actions) === 'all') return { verb: 'do everything', preposition: 'with' }
  const verb = actionWords(actions)
  return isPullOrPush(actions) ? { verb } : { verb, preposition: 'in' }
}

/** Whether these are all actions of a pull, a push or both, and nothing beside. */
function isPullOrPush(actions: readonly string[]): boolean {
  const { pull, push } = CAPABILITY_ACTIONS
  const has = (needed: readonly string[]) => needed.every((action) => actions.includes(action))
  const pushAlone = push.filter((action) => action !== 'ecr:BatchGetImage')
  const covered = [...(has(pull) ? PRESETS.pull.actions : []), ...(has(pushAlone) ? push : [])]
  return actions.every((action) => covered.includes(action))
}
