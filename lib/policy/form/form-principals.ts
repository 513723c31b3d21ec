import { isAccountId } from '@/lib/accounts/arn'
import type { Json } from '@/lib/policy/json/json'
import { isObject } from '@/lib/policy/json/json-tree'
import { type Principal, readAwsPrincipal, readPrincipals, rootArn } from '@/lib/policy/principals'
import { oneOrList, texts } from './form-values'

/** The console’s fields: account IDs, IAM entities (ARNs, and anything else under `AWS`), services. */
export type FormPrincipals =
  | { kind: 'everyone' }
  | { kind: 'aws'; accounts: string[]; entities: string[] }
  | { kind: 'service'; services: string[] }

/** The form's principals, or the reason why it can't show them. */
export function formPrincipals(element: Json | undefined): FormPrincipals | string {
  const principals = readPrincipals(element)
  const everyone = principals.filter(({ kind }) => kind === 'everyone').length
  if (everyone > 0)
    return everyone === principals.length
      ? { kind: 'everyone' }
      : 'It lists other principals besides everyone.'
  if (element !== undefined && !isObject(element)) return 'Its Principal is not valid.'
  if (
    principals.some(
      ({ kind, ...rest }) => kind === 'malformed' && 'reason' in rest && rest.reason === 'not-a-string',
    )
  )
    return 'A principal is not a string.'
  const keys = Object.keys(element ?? {})
  if (keys.length > 1) return 'It has more than one type of principal.'
  const [key = 'AWS'] = keys
  if (key === 'Service') return { kind: 'service', services: principals.map(({ written }) => written) }
  if (key !== 'AWS') return `It has a type of principal that ECR doesn’t support: ${key}.`
  return { kind: 'aws', ...accountsAndEntities(principals) }
}

function accountsAndEntities(principals: readonly Principal[]): { accounts: string[]; entities: string[] } {
  const accounts = principals.flatMap((principal) => formAccount(principal) ?? [])
  const entities = principals.filter((principal) => formAccount(principal) === undefined)
  return { accounts: [...new Set(accounts)], entities: [...new Set(entities.map(({ written }) => written))] }
}

/** Accounts in another partition stay ARNs: the account ID alone would lose the partition. */
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
        isAccountId(text) ? rootArn(text) : text,
      )
      return { AWS: oneOrList(keepSpelling(list, old.AWS), old.AWS) }
    }
  }
}

/** Existing entries first, in their old order; then the new ones. */
function inOldOrder(
  wanted: readonly string[],
  old: Json | undefined,
  identity: (text: string) => string,
): string[] {
  const before = texts(old).map(identity)
  const kept = before.filter((text, index) => wanted.includes(text) && before.indexOf(text) === index)
  return [...kept, ...wanted.filter((text) => !kept.includes(text))]
}

/** An account that was written as 12 digits, or as an ARN, stays that way. */
function keepSpelling(list: readonly string[], old: Json | undefined): string[] {
  const spelling = new Map(texts(old).map((text) => [formAccount(readAwsPrincipal(text)) ?? text, text]))
  return list.map((text) => spelling.get(formAccount(readAwsPrincipal(text)) ?? text) ?? text)
}
