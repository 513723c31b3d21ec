import { accountName } from '@/lib/accounts/account-names'
import type { Json, JsonObject } from '@/lib/policy/json/json'
import { isObject } from '@/lib/policy/json/json-tree'
import { quoted } from '@/lib/text/quoted'
import type { Principal } from '../principals'
import type { FindingCode } from './codes'
import {
  type Finding,
  type Fix,
  found,
  type Place,
  removeStatement,
  type Severity,
  setMember,
} from './finding'
import { checkMalformed } from './malformed-principals'
import { elementOf, removePrincipal, replacePrincipal } from './principal-fixes'
import { notEnabledByDefault } from './regions'

/** What is wrong with whom a statement names. */
export function checkPrincipals(place: Place): Finding[] {
  const element = elementOf(place)
  const value = place.value[element]
  if (value === undefined) return []
  if (isObject(value) && Object.keys(value).length === 0)
    return [
      found(
        place,
        'EMPTY_OBJECT_PRINCIPAL',
        'suggestion',
        [element],
        'Nobody is named, so the statement says nothing.',
        element === 'Principal' ? removeStatement(place) : undefined,
      ),
    ]
  return [
    ...checkEmptyLists(place, element, value),
    ...place.statement.principals.flatMap((one) => checkPrincipal(place, one)),
  ]
}

function checkEmptyLists(place: Place, element: string, value: Json): Finding[] {
  if (!isObject(value)) return []
  return Object.entries(value)
    .filter(([, list]) => Array.isArray(list) && list.length === 0)
    .map(([key]) =>
      found(
        place,
        'EMPTY_ARRAY_PRINCIPAL',
        'suggestion',
        [element, key],
        'The list is empty, so it names nobody.',
        removeEmptyList(place, element, value, key),
      ),
    )
}

function removeEmptyList(place: Place, element: string, value: JsonObject, key: string): Fix | undefined {
  const others = Object.entries(value).filter(([one]) => one !== key)
  if (others.length > 0) return setMember(place, 'Remove the empty list', element, Object.fromEntries(others))
  return element === 'Principal' ? removeStatement(place) : undefined
}

function checkPrincipal(place: Place, principal: Principal): Finding[] {
  const say = (code: FindingCode, severity: Severity, message: string, fix?: Fix) => [
    found(place, code, severity, [elementOf(place), ...principal.path], message, fix),
  ]
  switch (principal.kind) {
    case 'malformed':
      return checkMalformed(place, principal)
    case 'federated':
      return say(
        'FEDERATED_PRINCIPAL_NOT_SUPPORTED',
        'error',
        'A repository’s policy takes no Federated principal: nobody calls ECR so. Name the role that they assume.',
        removePrincipal(place, principal),
      )
    case 'canonical':
      return say(
        'ECR_DEAD_PRINCIPAL',
        'warning',
        'Canonical users are Amazon S3’s; nobody calls ECR so. Name the account.',
        removePrincipal(place, principal),
      )
    case 'deleted':
      return say(
        principal.was === 'role' ? 'INVALID_ROLE_REFERENCE' : 'INVALID_USER_REFERENCE',
        'warning',
        `${principal.id} is the id of a ${principal.was} that was deleted. It matches nobody, also when a ${principal.was} of the same name exists again, and AWS may refuse to save it.`,
        removePrincipal(place, principal),
      )
    case 'session':
      return [...checkSession(place, principal), ...checkAccount(place, principal)]
    case 'service':
      return principal.service === 'ecs-tasks.amazonaws.com' || principal.service === 'ecs.amazonaws.com'
        ? say(
            'ECR_SERVICE_NEVER_PULLS',
            'warning',
            'Amazon ECS pulls with the task’s execution role, not as a service. Name that role or its account.',
            removePrincipal(place, principal),
          )
        : []
    case 'everyone':
      return []
    default:
      return checkAccount(place, principal)
  }
}

function checkSession(
  place: Place,
  { role, account, partition, path, written }: Extract<Principal, { kind: 'session' }>,
): Finding[] {
  const reserved = role.startsWith('AWSReservedSSO_')
  const arn = `arn:${partition}:iam::${account}:role/${role}`
  return [
    found(
      place,
      'ECR_ASSUMED_ROLE_PRINCIPAL',
      'warning',
      [elementOf(place), ...path],
      `This names one session of the role ${role}, which ends. Name the role instead; if it has a path, its ARN shows it: aws iam get-role --role-name ${role} --query Role.Arn`,
      // The roles of IAM Identity Center always have a path, which a session’s ARN has lost.
      reserved ? undefined : replacePrincipal(place, written, 'Name the role instead', [arn]),
    ),
  ]
}

function checkAccount(place: Place, principal: Principal): Finding[] {
  if (!('account' in principal)) return []
  const { account, path } = principal
  const { owner, accounts, region } = place.context
  const at = [elementOf(place), ...path]
  const findings: Finding[] = []
  const partition = principal.partition ?? 'aws'
  if (partition !== 'aws')
    findings.push(
      found(
        place,
        'ECR_PARTITION',
        'error',
        at,
        `${quoted(principal.written)} is in the partition ${partition}; a repository in aws can only name principals of aws.`,
        replacePrincipal(place, principal.written, 'Write it in aws', [
          principal.written.replace(`arn:${partition}:`, 'arn:aws:'),
        ]),
      ),
    )
  if (account !== owner && !accountName(account, accounts))
    findings.push(
      found(
        place,
        'ECR_UNKNOWN_ACCOUNT',
        'warning',
        at,
        `Nobody here knows the account ${account}. Check its number.`,
      ),
    )
  if (account !== owner && region !== undefined && notEnabledByDefault(region))
    findings.push(
      found(
        place,
        'ECR_REGION_OF_OTHER_ACCOUNT',
        'suggestion',
        at,
        `AWS refuses to name an account that has not enabled ${region}, and this region is off until it is enabled.`,
      ),
    )
  return findings
}
