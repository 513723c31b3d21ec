import { evaluate } from '@/lib/policy/evaluate/evaluate'
import { wordList } from '@/lib/text/word-list'
import { shortAction } from '../actions'
import { CAPABILITY_ACTIONS } from '../presets'
import type { Principal } from '../principals'
import { coveredActions } from '../statement'
import { type Finding, found, type Place, setMember } from './finding'

/** With all layers uploaded, a push still fails if the client may not read the manifest (ECR guide: pushing an image). */
export function checkPush(place: Place): Finding[] {
  if (place.statement.effect !== 'Allow') return []
  const allowed = new Set(coveredActions(place.statement))
  if (
    !['ecr:InitiateLayerUpload', 'ecr:UploadLayerPart', 'ecr:PutImage'].every((action) => allowed.has(action))
  )
    return []
  const lacking = place.statement.principals.map((principal) => missingForPush(place, principal))
  const missing = CAPABILITY_ACTIONS.push.filter((action) => lacking.some((list) => list.includes(action)))
  const value = place.value.Action
  if (missing.length === 0 || value === undefined) return []
  const fix = setMember(
    place,
    `Add ${wordList(missing.map(shortAction))}`,
    'Action',
    [value, ...missing].flat(),
  )
  return [
    {
      ...found(
        place,
        'ECR_PUSH_INCOMPLETE',
        'warning',
        ['Action'],
        `Pushing also needs ${wordList(missing.map(shortAction))}. Without that, current clients fail after uploading everything.`,
        fix,
      ),
      about: missing,
    },
  ]
}

function missingForPush({ document, context }: Place, principal: Principal): string[] {
  if (!('account' in principal) && principal.kind !== 'everyone') return []
  const verdict = evaluate(document, principal, CAPABILITY_ACTIONS.push, { owner: context.owner })
  return verdict.actions.filter(({ outcome }) => outcome === 'not-granted').map(({ action }) => action)
}
