import { wordList } from '@/lib/text/word-list'
import { shortAction } from '../actions'
import { parseOperator } from '../operators'
import { coveredActions } from '../statement'
import { type Finding, found, type Place } from './finding'

/** Keys with the same value in every request to a repository. */
const ABOUT_THE_OWNER = ['aws:resourceaccount', 'aws:resourceorgid', 'aws:resourceorgpaths']

/** Many networks use the same private addresses, so a test of one needs the network, too. */
const PARTNERS: Readonly<Record<string, readonly string[]>> = {
  'aws:vpcsourceip': ['aws:SourceVpc', 'aws:SourceVpce', 'aws:SourceVpcArn'],
  'aws:ec2instancesourceprivateipv4': ['aws:Ec2InstanceSourceVpc'],
}

/** Well-formed conditions that have no effect here, or no reliable one. */
export function checkRelevance(place: Place): Finding[] {
  const { conditions, effect } = place.statement
  const present = conditions.map(({ key }) => key.toLowerCase())
  return conditions.flatMap(({ operator, key }): Finding[] => {
    const lower = key.toLowerCase()
    const path = ['Condition', operator, key]
    if (ABOUT_THE_OWNER.includes(lower))
      return [
        found(
          place,
          'IRRELEVANT_CONDITION_KEY_IN_POLICY',
          'suggestion',
          path,
          `${key} is about the repository’s own account, so it is the same in every request. It belongs in IAM policies.`,
        ),
      ]
    if (lower === 'ecr:accountsetting') return [neverSent(place, key, path)]
    const partners = Object.hasOwn(PARTNERS, lower) ? (PARTNERS[lower] ?? []) : []
    const opens = effect === (parseOperator(operator)?.negated ? 'Deny' : 'Allow')
    if (partners.length === 0 || !opens || partners.some((one) => present.includes(one.toLowerCase())))
      return []
    return [
      found(
        place,
        'MISSING_PAIRED_CONDITION_KEYS',
        'security',
        path,
        `Other people’s networks use the same private addresses. Combine ${key} with ${wordList(partners, 'or')}.`,
      ),
    ]
  })
}

function neverSent(place: Place, key: string, path: string[]): Finding {
  const actions = wordList(coveredActions(place.statement).map(shortAction)) || 'actions on a repository'
  return found(
    place,
    'UNSUPPORTED_ACTION_FOR_CONDITION_KEY',
    'warning',
    path,
    `Requests for ${actions} have no ${key}: it is about the settings of the whole registry.`,
  )
}
