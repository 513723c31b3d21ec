import { publicAccess } from '@/lib/policy/ask/public-access'
import { unsparedOf } from '@/lib/policy/evaluate/principal-match'
import { exampleWords } from '@/lib/policy/prove/witness-words'
import { actionWords } from '@/lib/policy/words/action-words'
import { principalWords } from '@/lib/policy/words/principal-words'
import { wordList } from '@/lib/text/word-list'
import { ADMINISTRATION } from '../administration'
import { CAPABILITY_ACTIONS } from '../presets'
import { coveredActions } from '../statement'
import { type Finding, found, type Place } from './finding'
import { checkServices } from './service-checks'

const CHANGES = [
  ...CAPABILITY_ACTIONS.push.filter(
    (action) => !['ecr:BatchGetImage', 'ecr:BatchCheckLayerAvailability'].includes(action),
  ),
  ...ADMINISTRATION,
  'ecr:BatchDeleteImage',
  'ecr:DeleteRepository',
  'ecr:DeleteLifecyclePolicy',
  'ecr:PutLifecyclePolicy',
  'ecr:PutImageTagMutability',
]
/** Access that hardly anyone means to give. */
export function checkSecurity(place: Place): Finding[] {
  const { statement } = place
  if (statement.effect === 'Deny') return checkNotPrincipal(place)
  if (statement.effect !== 'Allow') return []
  return [
    ...checkNegations(place),
    ...checkEveryone(place),
    ...checkServices(place),
    ...checkAdministrators(place),
  ]
}

function checkNegations(place: Place): Finding[] {
  const { notPrincipal, notAction } = place.statement
  const findings: Finding[] = []
  if (notPrincipal)
    findings.push(
      found(
        place,
        'ALLOW_WITH_NOT_PRINCIPAL',
        'security',
        ['NotPrincipal'],
        'This lets in everyone in the world except the principals listed.',
      ),
    )
  if (notAction)
    findings.push(
      found(
        place,
        'ECR_ALLOW_WITH_NOT_ACTION',
        'security',
        ['NotAction'],
        'This allows every action except those listed, including actions that AWS adds later.',
      ),
    )
  return findings
}

function checkEveryone(place: Place): Finding[] {
  const { principals, notPrincipal } = place.statement
  const everyone = principals.find(({ kind }) => kind === 'everyone')
  if (!everyone && !notPrincipal) return []
  const path = everyone ? ['Principal', ...everyone.path] : ['NotPrincipal']
  const allowed = coveredActions(place.statement)
  const changes = allowed.filter((action) => CHANGES.includes(action))
  const open = publicAccess(place.statement, place.version, place.context.owner)
  const restricted = open.answer === 'no'
  const example =
    open.answer === 'yes' ? `: for example, ${exampleWords(open.request, place.context.accounts)}` : ''
  const findings: Finding[] = []
  if (!restricted && !notPrincipal)
    findings.push(
      found(
        place,
        'ECR_EVERYONE',
        'security',
        path,
        `This lets in everyone in the world who has an AWS account${example}. List accounts, or restrict it with a fixed value, such as StringEquals aws:PrincipalOrgID.`,
      ),
    )
  if (changes.length > 0)
    findings.push({
      ...found(
        place,
        'ECR_EVERYONE_MAY_CHANGE',
        'security',
        path,
        `${restricted ? 'Everyone who meets the condition' : 'Everyone'} can ${actionWords(changes, 'and', allowed)}.`,
      ),
      about: changes,
    })
  return findings
}

function checkAdministrators(place: Place): Finding[] {
  const administration = coveredActions(place.statement).filter((action) => ADMINISTRATION.includes(action))
  if (administration.length === 0) return []
  const { owner, accounts } = place.context
  return place.statement.principals.flatMap((principal) => {
    if (!('account' in principal) || principal.account === owner) return []
    return [
      {
        ...found(
          place,
          'ECR_FOREIGN_ADMINISTRATOR',
          'security',
          ['Principal', ...principal.path],
          `This lets ${principalWords(principal, accounts)} ${actionWords(administration)}, and so give anyone any access to it.`,
        ),
        about: administration,
      },
    ]
  })
}

function checkNotPrincipal(place: Place): Finding[] {
  const { principals, notPrincipal } = place.statement
  const missed = notPrincipal ? unsparedOf(principals) : []
  if (missed.length === 0) return []
  const who = wordList(missed.map((principal) => principalWords(principal, place.context.accounts)))
  return [
    {
      ...found(
        place,
        'ECR_NOT_PRINCIPAL_INCOMPLETE',
        'warning',
        ['NotPrincipal'],
        `This also denies ${who}: NotPrincipal has to list the account as well, and each session of a role. A Deny with the condition ArnNotEquals aws:PrincipalArn is safer.`,
      ),
      about: missed.map(({ written }) => written),
    },
  ]
}
