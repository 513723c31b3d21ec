import { accountWords, type KnownAccounts } from '@/lib/accounts/account-names'
import { serviceName } from '@/lib/policy/words/principal-words'
import type { Caller } from './caller'
import type { Request } from './decide'

const KINDS = {
  root: 'the root user',
  user: 'a user',
  session: 'a role',
  'federated-user': 'a federated user',
} as const

/** The keys of a request in words, where a reader would want to know them. */
const CIRCUMSTANCES: Readonly<Record<string, (value: string) => string>> = {
  'aws:sourceip': (value) => `from the address ${value}`,
  'aws:sourcevpce': (value) => `through the VPC endpoint ${value}`,
  'aws:sourcevpc': (value) => `from the VPC ${value}`,
  'aws:principalorgid': (value) => `of the organisation ${value}`,
  'aws:sourceaccount': (value) => `acting for account ${value}`,
  'aws:sourcearn': (value) => `acting for ${value}`,
}

/** Where a call comes from is said by one of these; if none matters, it comes from anywhere. */
const ORIGINS = ['aws:sourceip', 'aws:sourcevpce', 'aws:sourcevpc', 'aws:vpcsourceip']

/** “a role of account 999999999999, from any address”: the same, said also where the address is of no concern. */
export function exampleWords(request: Request, accounts: KnownAccounts): string {
  const isAnywhere = request.caller.kind !== 'service' && !ORIGINS.some((key) => request.keys.has(key))
  return requestWords(request, accounts) + (isAnywhere ? ', from any address' : '')
}

/** Somebody whom a policy would let in, by example: “a role of account 999999999999, from the address 203.0.113.10”. */
export function requestWords({ caller, keys }: Request, accounts: KnownAccounts): string {
  const circumstances = [...keys].flatMap(([key, values]) => {
    const [words, value] = [CIRCUMSTANCES[key], values?.[0]]
    return words && value !== undefined ? [words(value)] : []
  })
  return [callerWords(caller, accounts), ...circumstances].join(', ')
}

function callerWords(caller: Caller, accounts: KnownAccounts): string {
  if (caller.kind === 'service') return serviceName(caller.service) ?? `the service ${caller.service}`
  return `${KINDS[caller.kind]} of ${accountWords(caller.account, accounts)}`
}
