import { isAccountId, parseArn } from '@/lib/accounts/arn'
import { isObject } from '@/lib/policy/json/json-tree'
import { quoted } from '@/lib/text/quoted'
import { type MalformedReason, type Principal, readAwsPrincipal, rootArn } from '../principals'
import type { FindingCode } from './codes'
import { type Finding, type Fix, found, type Place, setMember } from './finding'
import { elementOf, isAlone, replacePrincipal } from './principal-fixes'

type Malformed = Extract<Principal, { kind: 'malformed' }>
type Explanation = { message: string; fix?: Fix | undefined }

const KEYS = ['AWS', 'Service', 'Federated', 'CanonicalUser']

const MALFORMED: Readonly<Record<MalformedReason, FindingCode>> = {
  'not-a-string': 'DATA_TYPE_MISMATCH',
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

/** Why AWS would reject a principal, and what was probably meant. */
export function checkMalformed(place: Place, principal: Malformed): Finding[] {
  const { message, fix } = explain(place, principal)
  return [
    found(place, MALFORMED[principal.reason], 'error', [elementOf(place), ...principal.path], message, fix),
  ]
}

function explain(place: Place, { reason, written, path }: Malformed): Explanation {
  const text = quoted(written)
  switch (reason) {
    case 'not-a-string':
      return { message: 'A principal must be a string.' }
    case 'empty':
      return { message: 'The principal is empty.', fix: replacePrincipal(place, written, 'Remove it', []) }
    case 'wildcard':
      return {
        message: `AWS doesn’t allow wildcards inside a principal: ${text}. Use the account, and select its roles with the condition ArnLike aws:PrincipalArn.`,
        fix: wildcardFix(place, written),
      }
    case 'variable':
      return { message: `AWS doesn’t allow variables in a principal: ${text}.` }
    case 'digits':
      return explainDigits(place, written)
    case 'service-as-account': {
      const fix = setMember(place, 'Move it to Service', elementOf(place), { Service: written })
      return {
        message: `${text} is a service and belongs under Service, not AWS.`,
        ...(isAlone(place) && { fix }),
      }
    }
    case 'service':
      return explainService(place, written)
    case 'unknown-key':
      return explainKey(place, String(path[0]))
    case 'arn':
      return { message: `${text} is not the ARN of an account root, a role or a user.` }
    case 'unknown-form':
      return {
        message: `${text} is not a principal. Use "*", {"AWS": …} with an account ID or an ARN, or {"Service": …}.`,
        fix: formFix(place, written, path.length > 0),
      }
  }
}

function explainKey(place: Place, key: string): Explanation {
  const message = `A principal must be under AWS or Service, not ${quoted(key)}.`
  const meant = KEYS.find((one) => one.toLowerCase() === key.toLowerCase())
  const value = place.value[elementOf(place)]
  if (!isObject(value) || meant === undefined || Object.hasOwn(value, meant)) return { message }
  const renamed = Object.entries(value).map(([name, item]) => [name === key ? meant : name, item] as const)
  return {
    message,
    fix: setMember(place, `Change to ${meant}`, elementOf(place), Object.fromEntries(renamed)),
  }
}

function formFix(place: Place, written: string, hasKey: boolean): Fix | undefined {
  const { kind, written: fixed } = readAwsPrincipal(written.trim())
  if (kind === 'malformed' || Array.isArray(place.value[elementOf(place)])) return undefined
  return hasKey
    ? replacePrincipal(place, written, `Change to ${fixed}`, [fixed])
    : setMember(place, 'Put it under AWS', elementOf(place), { AWS: fixed })
}

function explainDigits(place: Place, written: string): Explanation {
  const digits = written.normalize('NFKC').replace(/[\s.-]/g, '')
  const text = quoted(written)
  if (/^[0-9]{12}$/.test(digits))
    return {
      message: `${text} must be written as ${digits}: 12 plain digits, nothing else.`,
      fix: replacePrincipal(place, written, `Change to ${digits}`, [digits]),
    }
  return { message: `${text} has ${[...digits].length} digits; an account ID has 12.` }
}

function explainService(place: Place, written: string): Explanation {
  const name = written.trim().toLowerCase()
  const full = /^[a-z0-9-]+$/.test(name) && !/^\d+$/.test(name) ? `${name}.amazonaws.com` : name
  const valid = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com$/.test(full)
  return {
    message: `${quoted(written)} is not a service principal. One looks like lambda.amazonaws.com.`,
    fix: valid ? replacePrincipal(place, written, `Change to ${full}`, [full]) : undefined,
  }
}

/** Replaces the statement’s only principal by its account, and moves the pattern into a condition. */
function wildcardFix(place: Place, written: string): Fix | undefined {
  const arn = parseArn(written)
  if (arn?.partition !== 'aws' || arn.service !== 'iam' || arn.region !== '') return undefined
  const { account, resource } = arn
  if (!isAccountId(account) || !/^(role|user)\/[^:]*$/.test(resource)) return undefined
  if (!isAlone(place) || place.value.Condition !== undefined || place.statement.notPrincipal) return undefined
  const fix = replacePrincipal(place, written, 'Use the account, and select the roles with a condition', [
    rootArn(account),
  ])
  if (fix?.kind !== 'replace') return fix
  return { ...fix, value: { ...fix.value, Condition: { ArnLike: { 'aws:PrincipalArn': written } } } }
}
