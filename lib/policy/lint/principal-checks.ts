import { accountName } from '@/lib/accounts/account-names'
import type { Json, JsonObject } from '@/lib/policy/json/json'
import { isObject } from '@/lib/policy/json/json-tree'
import { KNOWN_SERVICES } from '@/lib/policy/words/principal-words'
import { quoted } from '@/lib/text/quoted'
import { suggest } from '@/lib/text/suggest'
import { services } from '../lists/services.json'
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
        `${element} is empty, so the statement has no effect.`,
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
        'The array is empty, so it matches no principal.',
        removeEmptyList(place, element, value, key),
      ),
    )
}

function removeEmptyList(place: Place, element: string, value: JsonObject, key: string): Fix | undefined {
  const others = Object.entries(value).filter(([one]) => one !== key)
  if (others.length > 0)
    return setMember(place, 'Remove the empty array', element, Object.fromEntries(others))
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
        'A repository policy can’t have a Federated principal: no one calls ECR that way. Use the role that they assume.',
        removePrincipal(place, principal),
      )
    case 'canonical':
      return say(
        'ECR_DEAD_PRINCIPAL',
        'warning',
        'Canonical users belong to Amazon S3; no one calls ECR that way. Use the account.',
        removePrincipal(place, principal),
      )
    case 'deleted':
      return say(
        principal.was === 'role' ? 'INVALID_ROLE_REFERENCE' : 'INVALID_USER_REFERENCE',
        'warning',
        `${principal.id} is the ID of a deleted ${principal.was}. It matches no one, even if there is a new ${principal.was} of the same name, and AWS may refuse to save it.`,
        removePrincipal(place, principal),
      )
    case 'session':
      return [...checkSession(place, principal), ...checkAccount(place, principal)]
    case 'service': {
      const puller = PULLERS.get(principal.service)
      return puller
        ? say(
            'ECR_SERVICE_NEVER_PULLS',
            'warning',
            `${puller}, not as a service. Use that role or its account.`,
            removePrincipal(place, principal),
          )
        : checkServiceName(place, principal)
    }
    case 'everyone':
      return []
    default:
      return checkAccount(place, principal)
  }
}

/** Who pulls instead of a service that people expect to (ECS guide: task execution role; EKS guide: node role). */
const PULLERS = new Map([
  ['ecs-tasks.amazonaws.com', 'Amazon ECS pulls with the task’s execution role'],
  ['ecs.amazonaws.com', 'Amazon ECS pulls with the task’s execution role'],
  ['eks.amazonaws.com', 'Amazon EKS pulls with the role of its nodes'],
  ['ec2.amazonaws.com', 'Instances of Amazon EC2 pull with their own role'],
])

const PUBLISHED = new Set(services.map((prefix) => `${prefix}.amazonaws.com`))

/** A service that is nearly one that pulls. Others are left alone: AWS publishes no list of service principals. */
function checkServiceName(
  place: Place,
  { service, path, written }: Extract<Principal, { kind: 'service' }>,
): Finding[] {
  const names = KNOWN_SERVICES.map((known) => known.service)
  const meant = names.includes(service) || PUBLISHED.has(service) ? undefined : suggest(service, names)
  if (meant === undefined) return []
  return [
    found(
      place,
      'ECR_MISSPELT_SERVICE',
      'warning',
      [elementOf(place), ...path],
      `There is no service ${quoted(service)}. Did you mean ${meant}?`,
      replacePrincipal(place, written, `Change to ${meant}`, [meant]),
    ),
  ]
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
      `This is a single session of the role ${role} and will expire. Use the role instead. If it has a path, look up its ARN: aws iam get-role --role-name ${role} --query Role.Arn`,
      // The roles of IAM Identity Center always have a path, which is missing from a session’s ARN.
      reserved ? undefined : replacePrincipal(place, written, 'Use the role instead', [arn]),
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
        `${quoted(principal.written)} is in the partition ${partition}; a repository in aws can only have principals in aws.`,
        replacePrincipal(place, principal.written, 'Change the partition to aws', [
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
        `Account ${account} is not in the portal’s list. Check the account ID.`,
      ),
    )
  if (account !== owner && region !== undefined && notEnabledByDefault(region))
    findings.push(
      found(
        place,
        'ECR_REGION_OF_OTHER_ACCOUNT',
        'suggestion',
        at,
        `${region} is off by default, and AWS rejects an account that has not enabled it.`,
      ),
    )
  return findings
}
