import type { Json } from '../json'
import { isObject } from '../json-tree'
import { accountName } from '../known-accounts'
import { type MalformedReason, type Principal, readAwsPrincipal, rootArn } from '../principals'
import { quoted } from '../quoted'
import type { FindingCode } from './codes'
import { changeItems, type Finding, type Fix, found, type Place, type Severity, setMember } from './finding'
import { notEnabledByDefault } from './regions'

type Malformed = Extract<Principal, { kind: 'malformed' }>

const KEYS = ['AWS', 'Service', 'Federated', 'CanonicalUser']

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
      ),
    ]
  return [
    ...checkEmptyLists(place, element, value),
    ...place.statement.principals.flatMap((one) => checkPrincipal(place, one)),
  ]
}

function elementOf({ statement }: Place): 'Principal' | 'NotPrincipal' {
  return statement.notPrincipal ? 'NotPrincipal' : 'Principal'
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
      ),
    )
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
      )
    case 'canonical':
      return say(
        'ECR_DEAD_PRINCIPAL',
        'warning',
        'Canonical users are Amazon S3’s; nobody calls ECR so. Name the account.',
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

const MALFORMED: Readonly<Record<MalformedReason, FindingCode>> = {
  'not-a-text': 'DATA_TYPE_MISMATCH',
  empty: 'INVALID_PRINCIPAL_FORMAT',
  wildcard: 'UNSUPPORTED_WILDCARD_IN_PRINCIPAL',
  variable: 'VARIABLE_UNSUPPORTED_IN_ELEMENT',
  digits: 'INVALID_PRINCIPAL_FORMAT',
  arn: 'INVALID_PRINCIPAL_FORMAT',
  'service-as-account': 'INVALID_PRINCIPAL_FORMAT',
  service: 'INVALID_SERVICE_PRINCIPAL_FORMAT',
  'unknown-key': 'INVALID_PRINCIPAL_KEY',
  'unknown-form': 'INVALID_PRINCIPAL_FORMAT',
}

function checkMalformed(place: Place, principal: Malformed): Finding[] {
  const { message, fix } = explain(place, principal)
  return [
    found(place, MALFORMED[principal.reason], 'error', [elementOf(place), ...principal.path], message, fix),
  ]
}

function explain(
  place: Place,
  { reason, written, path }: Malformed,
): { message: string; fix?: Fix | undefined } {
  const text = quoted(written)
  switch (reason) {
    case 'not-a-text':
      return { message: 'A principal is a text in quotes.' }
    case 'empty':
      return { message: 'The principal is empty.', fix: replacePrincipal(place, written, 'Remove it', []) }
    case 'wildcard':
      return {
        message: `AWS takes no wildcard inside a principal: ${text}. Name the account, and say by the condition ArnLike aws:PrincipalArn which of its roles.`,
        fix: wildcardFix(place, written),
      }
    case 'variable':
      return { message: `AWS takes no variable in a principal: ${text}.` }
    case 'digits':
      return explainDigits(place, written)
    case 'service-as-account': {
      const fix = setMember(place, 'Name it as a Service', elementOf(place), { Service: written })
      return {
        message: `${text} is a service; it stands under Service, not under AWS.`,
        ...(isAlone(place) && { fix }),
      }
    }
    case 'service':
      return explainService(place, written)
    case 'unknown-key': {
      const key = String(path[0])
      const meant = KEYS.find((one) => one.toLowerCase() === key.toLowerCase())
      const value = place.value[elementOf(place)]
      const renamed =
        isObject(value) && meant !== undefined && !Object.hasOwn(value, meant)
          ? Object.fromEntries(
              Object.entries(value).map(([name, item]) => [name === key ? meant : name, item]),
            )
          : undefined
      return {
        message: `A principal stands under AWS or Service, not under ${quoted(key)}.`,
        fix: renamed && setMember(place, `Write ${meant}`, elementOf(place), renamed),
      }
    }
    case 'arn':
      return { message: `${text} is not the ARN of an account’s root, a role or a user.` }
    case 'unknown-form': {
      const principal = readAwsPrincipal(written.trim())
      const isList = Array.isArray(place.value[elementOf(place)])
      const fixed = principal.kind === 'malformed' || isList ? undefined : principal.written
      const fix =
        fixed === undefined
          ? undefined
          : path.length > 0
            ? replacePrincipal(place, written, `Write ${fixed}`, [fixed])
            : setMember(place, 'Write it under AWS', elementOf(place), { AWS: fixed })
      return {
        message: `${text} is not a principal. Write "*", or {"AWS": …} with an account or an ARN, or {"Service": …}.`,
        fix,
      }
    }
  }
}

function explainDigits(place: Place, written: string): { message: string; fix?: Fix | undefined } {
  const digits = written.normalize('NFKC').replace(/[\s.-]/g, '')
  const text = quoted(written)
  if (/^[0-9]{12}$/.test(digits))
    return {
      message: `${text} must be written as ${digits}: 12 plain digits.`,
      fix: replacePrincipal(place, written, `Write ${digits}`, [digits]),
    }
  return { message: `${text} has ${[...digits].length} digits; an account number has 12.` }
}

function explainService(place: Place, written: string): { message: string; fix?: Fix | undefined } {
  const name = written.trim().toLowerCase()
  const full = /^[a-z0-9-]+$/.test(name) && !/^\d+$/.test(name) ? `${name}.amazonaws.com` : name
  const valid = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com$/.test(full)
  return {
    message: `${quoted(written)} is not the name of a service, such as lambda.amazonaws.com.`,
    fix: valid ? replacePrincipal(place, written, `Write ${full}`, [full]) : undefined,
  }
}

/** Names the account and narrows it by the pattern that stood there, where that is the statement’s only principal. */
function wildcardFix(place: Place, written: string): Fix | undefined {
  const account = /^arn:aws:iam::(\d{12}):(role|user)\/[^:]*$/.exec(written)?.[1]
  if (!account || !isAlone(place) || place.value.Condition !== undefined || place.statement.notPrincipal)
    return undefined
  const fix = replacePrincipal(place, written, 'Name the account, and the roles by a condition', [
    rootArn(account),
  ])
  if (fix?.kind !== 'replace') return fix
  return { ...fix, value: { ...fix.value, Condition: { ArnLike: { 'aws:PrincipalArn': written } } } }
}

function isAlone({ statement }: Place): boolean {
  return statement.principals.length === 1
}

/** Removes a principal; the whole statement with it when nobody would be left. */
function removePrincipal(place: Place, principal: Principal): Fix {
  if (isAlone(place))
    return { title: 'Remove the statement', kind: 'remove', statement: place.statement.index }
  return (
    replacePrincipal(place, principal.written, `Remove ${principal.written}`, []) ?? {
      title: 'Remove the statement',
      kind: 'remove',
      statement: place.statement.index,
    }
  )
}

function replacePrincipal(
  place: Place,
  written: string,
  title: string,
  by: readonly string[],
): Fix | undefined {
  const element = elementOf(place)
  const value = place.value[element]
  if (!isObject(value) || (by.length === 0 && isAlone(place))) return undefined
  const entries = Object.entries(value).flatMap(([key, list]): [string, Json][] => {
    const changed = changeItems(list, (item) => (item === written ? by : [item]))
    return Array.isArray(changed) && changed.length === 0 ? [] : [[key, changed]]
  })
  return setMember(place, title, element, Object.fromEntries(entries))
}
