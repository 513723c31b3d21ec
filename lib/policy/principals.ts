import { isAccountId, parseArn } from '@/lib/accounts/arn'
import type { Json } from './json/json'
import { isObject, type Path } from './json/json-tree'

/** Why AWS would reject a principal. */
export type MalformedReason =
  | 'not-a-string'
  | 'empty'
  | 'wildcard'
  | 'variable'
  | 'digits'
  | 'arn'
  | 'service-as-account'
  | 'service'
  | 'unknown-key'
  | 'unknown-form'

/** A principal in a policy, with the author's spelling and its path inside the element. */
export type Principal = { written: string; path: Path } & (
  | { kind: 'everyone' }
  | { kind: 'account'; account: string; partition: string | undefined }
  | { kind: 'role' | 'user'; account: string; partition: string; name: string; arn: string }
  | { kind: 'session'; account: string; partition: string; role: string; session: string; arn: string }
  | { kind: 'federated-user'; account: string; partition: string; name: string; arn: string }
  | { kind: 'service'; service: string }
  | { kind: 'federated'; provider: string }
  | { kind: 'canonical'; id: string }
  | { kind: 'deleted'; was: 'role' | 'user'; id: string }
  | { kind: 'malformed'; reason: MalformedReason }
)

const NAMED = /^(role|user)\/(?:[!-~]*\/)?([\w+=,.@-]{1,64})$/
const SESSION = /^assumed-role\/([\w+=,.@-]{1,64})\/([\w+=,.@-]{1,193})$/
const FEDERATED_USER = /^federated-user\/([\w+=,.@-]{1,64})$/
const SERVICE = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/
// Unique IDs of roles and users: what a policy shows after the principal has been deleted (IAM identifiers).
const DELETED = /^A(RO|ID)A[A-Z0-9]{12,124}$/

/** Every principal of a Principal or NotPrincipal element, in the author's order. Anything else is `malformed`. */
export function readPrincipals(element: Json | undefined): Principal[] {
  if (element === undefined) return []
  if (!isObject(element)) return [readUnkeyed(element)]
  return Object.entries(element).flatMap(([key, value]) =>
    Array.isArray(value)
      ? value.map((item, index) => readKeyed(key, item, [key, index]))
      : [readKeyed(key, value, [key])],
  )
}

/** One entry of an `AWS` array, or of what a person typed. */
export function readAwsPrincipal(written: string, path: Path = []): Principal {
  const at = { written, path }
  if (written === '*') return { kind: 'everyone', ...at }
  if (isAccountId(written)) return { kind: 'account', account: written, partition: undefined, ...at }
  const deleted = DELETED.exec(written)
  if (deleted) return { kind: 'deleted', was: deleted[1] === 'RO' ? 'role' : 'user', id: written, ...at }
  return readArn(written, path) ?? { kind: 'malformed', reason: reasonOf(written), ...at }
}

export function isServiceName(text: string): boolean {
  return SERVICE.test(text)
}

/** The ARN of the account root, which means the whole account and not its root user (IAM: AWS account principals). */
export function rootArn(account: string, partition = 'aws'): string {
  return `arn:${partition}:iam::${account}:root`
}

/** Whether a principal is in another partition than every repository here, so that it is nobody (IAM: ARN partitions). */
export function isElsewhere(principal: Principal): boolean {
  return 'partition' in principal && (principal.partition ?? 'aws') !== 'aws'
}

/** The account that a principal belongs to; undefined if there is none. */
export function accountOf(principal: Principal): string | undefined {
  return 'account' in principal ? principal.account : undefined
}

function readUnkeyed(element: Json): Principal {
  const written = typeof element === 'string' ? element : JSON.stringify(element)
  return element === '*'
    ? { kind: 'everyone', written, path: [] }
    : { kind: 'malformed', reason: 'unknown-form', written, path: [] }
}

function readKeyed(key: string, value: Json, path: Path): Principal {
  if (typeof value !== 'string')
    return { kind: 'malformed', reason: 'not-a-string', written: JSON.stringify(value), path }
  const at = { written: value, path }
  switch (key) {
    case 'AWS':
      return readAwsPrincipal(value, path)
    case 'Service':
      if (SERVICE.test(value)) return { kind: 'service', service: value, ...at }
      return { kind: 'malformed', reason: value.includes('*') ? 'wildcard' : 'service', ...at }
    case 'Federated':
      return { kind: 'federated', provider: value, ...at }
    case 'CanonicalUser':
      return { kind: 'canonical', id: value, ...at }
    default:
      // Seen in real policies: {"*": "*"} also means everyone.
      return key === '*' && value === '*'
        ? { kind: 'everyone', ...at }
        : { kind: 'malformed', reason: 'unknown-key', ...at }
  }
}

function readArn(written: string, path: Path): Principal | undefined {
  const parsed = parseArn(written)
  if (parsed?.region !== '' || !isAccountId(parsed.account)) return undefined
  const { partition, service, account, resource } = parsed
  if (!/^[!-~]+$/.test(resource) || /[*?]|\$\{/.test(resource)) return undefined
  const base = { written, path, partition, account, arn: written }
  if (service === 'iam') {
    if (resource === 'root') return { kind: 'account', written, path, partition, account }
    const [, kind, name] = NAMED.exec(resource) ?? []
    return kind && name ? { kind: kind === 'role' ? 'role' : 'user', name, ...base } : undefined
  }
  if (service !== 'sts') return undefined
  const [, role, session] = SESSION.exec(resource) ?? []
  if (role && session) return { kind: 'session', role, session, ...base }
  const [, name] = FEDERATED_USER.exec(resource) ?? []
  return name ? { kind: 'federated-user', name, ...base } : undefined
}

function reasonOf(written: string): MalformedReason {
  if (written.trim() === '') return 'empty'
  if (written.includes('${')) return 'variable'
  if (/[*?]/.test(written)) return 'wildcard'
  if (/^[\p{Nd}\s.-]+$/u.test(written)) return 'digits'
  if (SERVICE.test(written)) return 'service-as-account'
  return written.startsWith('arn:') ? 'arn' : 'unknown-form'
}
