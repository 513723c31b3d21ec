import type { Json } from '@/lib/policy/json/json'
import { isObject } from '@/lib/policy/json/json-tree'
import { type Principal, readAwsPrincipal, readPrincipals, rootArn } from '@/lib/policy/principals'
import { oneOrList, texts } from './form-values'

/** The console’s fields: account ids, IAM entities (ARNs, and whatever else stands under `AWS`), services. */
export type FormPrincipals =
  | { kind: 'everyone' }
  | { kind: 'aws'; accounts: string[]; entities: string[] }
  | { kind: 'service'; services: string[] }

/** The form's principals, or the reason why it cannot hold them. */
export function formPrincipals(element: Json | undefined): FormPrincipals | string {
  const principals = readPrincipals(element)
  const everyone = principals.filter(({ kind }) => kind === 'everyone').length
  if (everyone > 0)
    return everyone === principals.length ? { kind: 'everyone' } : 'It names everyone, and others beside.'
  if (element !== undefined && !isObject(element)) return 'Its Principal has a form that AWS does not know.'
  if (
    principals.some(
      ({ kind, ...rest }) => kind === 'malformed' && 'reason' in rest && rest.reason === 'not-a-string',
    )
  )
    return 'A principal is not a text.'
  const keys = Object.keys(element ?? {})
  if (keys.length > 1) return 'It names principals of several kinds at once.'
  const [key = 'AWS'] = keys
  if (key === 'Service') return { kind: 'service', services: principals.map(({ written }) => written) }
  if (key !== 'AWS') return `It names principals of a kind that ECR does not know: ${key}.`
  return { kind: 'aws', ...accountsAndEntities(principals) }
}

function accountsAndEntities(principals: readonly Principal[]): { accounts: string[]; entities: string[] } {
  const accounts = principals.flatMap((principal) => formAccount(principal) ?? [])
  const entities = principals.filter((principal) => formAccount(principal) === undefined)
  return { accounts: [...new Set(accounts)], entities: [...new Set(entities.map(({ written }) => written))] }
}

/** Accounts of another partition stay ARNs: their number alone would lose the partition. */
function formAccount(principal: Principal): string | undefined {
  return principal.kind === 'account' && (principal.partition ?? 'aws') === 'aws'
    ? principal.account
    : undefined
}

export function principalElement(principals: FormPrincipals, original: Json | undefined): Json {
  const old = isObject(original) ? original : {}
  switch (principals.kind) {
    case 'everyone':
      return '*'
    case 'service':
      return {
        Service: oneOrList(
          inOldOrder(principals.services, old.Service, (text) => text),
          old.Service,
        ),
      }
    case 'aws': {
      const wanted = [...principals.accounts, ...principals.entities]
      const identity = (text: string) => formAccount(readAwsPrincipal(text)) ?? text
      const list = inOldOrder(wanted, old.AWS, identity).map((text) =>
        /^[0-9]{12}$/.test(text) ? rootArn(text) : text,
      )
      return { AWS: oneOrList(keepSpelling(list, old.AWS), old.AWS) }
    }
  }
}

/** What was there before comes first, in its old order; then what is new. */
function inOldOrder(
  wanted: readonly string[],
  old: Json | undefined,
  identity: (text: string) => string,
): string[] {
  const before = texts(old).map(identity)
  const kept = before.filter((text, index) => wanted.includes(text) && before.indexOf(text) === index)
  return [...kept, ...wanted.filter((text) => !kept.includes(text))]
}

/** An account that stood there as 12 digits, or as an ARN, stands there so again. */
function keepSpelling(list: readonly string[], old: Json | undefined): string[] {
  const spelling = new Map(texts(old).map((text) => [formAccount(readAwsPrincipal(text)) ?? text, text]))
  return list.map((text) => spelling.get(formAccount(readAwsPrincipal(text)) ?? text) ?? text)
}
