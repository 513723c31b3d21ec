import { wordList } from '@/lib/text/word-list'
import { shortAction } from '../actions'
import { needsKey, parseOperator } from '../operators'
import { coveredActions } from '../statement'
import { type Finding, found, type Place } from './finding'

/** The actions whose requests have tags (Service Authorization Reference: Amazon ECR, condition keys of each action). */
const TAGGING = ['ecr:CreateRepository', 'ecr:TagResource', 'ecr:UntagResource']

/**
 * A condition on the tags of a request never matches actions whose requests have none: an Allow doesn’t allow them, and a
 * Deny doesn’t deny them.
 */
export function checkTagConditions(place: Place): Finding[] {
  const { statement } = place
  if (!statement.effect) return []
  return statement.conditions.flatMap(({ operator: name, key }) => {
    const operator = parseOperator(name)
    if (!/^aws:(requesttag\/.+|tagkeys)$/i.test(key) || !operator || !needsKey(operator)) return []
    const untagged = coveredActions(place.statement).filter((action) => !TAGGING.includes(action))
    if (untagged.length === 0) return []
    const actions = wordList(untagged.map(shortAction))
    const allow = statement.effect === 'Allow'
    const code =
      `${allow ? 'ALLOW' : 'DENY'}_${statement.notAction ? 'NOTACTION_' : ''}WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE` as const
    const message = `Requests for ${actions} have no tags, so this doesn’t ${allow ? 'allow' : 'deny'} them.`
    const finding = found(place, code, allow ? 'suggestion' : 'security', ['Condition', name, key], message)
    return [{ ...finding, about: untagged }]
  })
}
