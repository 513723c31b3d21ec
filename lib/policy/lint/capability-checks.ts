import { evaluate } from '@/lib/policy/evaluate/evaluate'
import { wordList } from '@/lib/text/word-list'
import { shortAction } from '../actions'
import { CAPABILITY_ACTIONS, type Capability } from '../presets'
import type { Principal } from '../principals'
import { coveredActions } from '../statement'
import { type Finding, found, type Place, setMember } from './finding'

/** What nobody grants but to push. */
const PUSHING = ['ecr:InitiateLayerUpload', 'ecr:UploadLayerPart', 'ecr:PutImage']

/** Whether somebody who is to pull or push lacks an action that clients call for it (ECR guide: pushing an image). */
export function checkCapabilities(place: Place): Finding[] {
  if (place.statement.effect !== 'Allow') return []
  const allowed = new Set(coveredActions(place.statement))
  if (PUSHING.every((action) => allowed.has(action)))
    return incomplete(
      place,
      'push',
      (missing) =>
        `Pushing also needs ${missing}. Without that, current clients fail after uploading everything.`,
    )
  if (PUSHING.some((action) => allowed.has(action))) return []
  if (!CAPABILITY_ACTIONS.pull.some((action) => allowed.has(action))) return []
  return incomplete(
    place,
    'pull',
    (missing) => `Pulling also needs ${missing}. Without that, every pull fails.`,
  )
}

function incomplete(place: Place, capability: Capability, sentence: (missing: string) => string): Finding[] {
  const needed = CAPABILITY_ACTIONS[capability]
  const lacking = place.statement.principals.map((principal) => missingFor(place, principal, needed))
  const missing = needed.filter((action) => lacking.some((list) => list.includes(action)))
  const value = place.value.Action
  if (missing.length === 0 || value === undefined) return []
  const words = wordList(missing.map(shortAction))
  const fix = setMember(place, `Add ${words}`, 'Action', [value, ...missing].flat())
  const code = capability === 'push' ? 'ECR_PUSH_INCOMPLETE' : 'ECR_PULL_INCOMPLETE'
  return [{ ...found(place, code, 'warning', ['Action'], sentence(words), fix), about: missing }]
}

function missingFor({ document, context }: Place, principal: Principal, needed: readonly string[]): string[] {
  if (!('account' in principal) && principal.kind !== 'everyone') return []
  const verdict = evaluate(document, principal, needed, { owner: context.owner })
  const missing = verdict.actions.filter(({ outcome }) => outcome === 'not-granted')
  // Who gets nothing at all lacks more than an action.
  return missing.length === needed.length ? [] : missing.map(({ action }) => action)
}
