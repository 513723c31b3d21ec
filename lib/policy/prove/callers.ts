import type { Principal } from '@/lib/policy/principals'
import type { Condition } from '@/lib/policy/statement'
import {
  arnGlobOf,
  distinctWords,
  type Glob,
  globOf,
  type Language,
  plainGlobOf,
  type Words,
} from './atoms/words'
import { type Caller, rootCaller } from './caller'

const FRESH_ACCOUNTS = ['999999999999', '888888888888', '777777777777', '666666666666']
const FRESH_SERVICE = 'another-service.amazonaws.com'

/** A role's or user's path and name: parts of letters, digits and a few signs, with a slash between any two. */
const NAMES: Language = {
  name: 'paths of roles and users',
  start: 0,
  step: (state, character) =>
    character === '/' ? (state === 1 ? 0 : undefined) : /[\w+=,.@-]/.test(character) ? 1 : undefined,
  mayEnd: (state) => state === 1,
}
const DIGITS: Language = {
  name: 'accounts',
  start: 0,
  step: (state, character) => (state < 12 && /[0-9]/.test(character) ? state + 1 : undefined),
  mayEnd: (state) => state === 12,
}

/** What the statements and tests of a question say of callers, gathered once. */
type Mentions = {
  accounts: Set<string>
  /** ARNs of users, roles and federated users, by what they begin with up to the first slash. */
  arns: Map<string, Set<string>>
  sessions: Map<string, Set<string>>
  services: Set<string>
  /** Patterns over whole ARNs, and over account IDs. */
  arnGlobs: Glob[]
  accountGlobs: Glob[]
}

/** With the words that patterns over whole ARNs tell apart, if there are any. */
type Known = Mentions & { namesUnder: Words | undefined }

/**
 * A caller for every different answer that callers can give to these statements and tests of the caller's own keys.
 * Undefined when there are too many to tell apart.
 */
export function distinctCallers(
  principals: readonly Principal[],
  tests: readonly Condition[],
  { owner, partition }: { owner: string; partition: string },
): Caller[] | undefined {
  const mentions = mentionsOf(principals, tests, owner, partition)
  const accounts = accountsFor(mentions)
  if (!accounts) return undefined
  const { arnGlobs } = mentions
  const namesUnder =
    arnGlobs.length > 0
      ? distinctWords(
          arnGlobs.map((glob) => [glob]),
          NAMES,
        )
      : undefined
  const callers: Caller[] = []
  for (const account of accounts) {
    const found = callersIn(account, { ...mentions, namesUnder }, partition)
    if (!found) return undefined
    callers.push(...found)
  }
  for (const service of [FRESH_SERVICE, ...mentions.services]) callers.push({ kind: 'service', service })
  return callers
}

function mentionsOf(
  principals: readonly Principal[],
  tests: readonly Condition[],
  owner: string,
  partition: string,
): Mentions {
  const mentions: Mentions = {
    accounts: new Set([owner]),
    arns: new Map(),
    sessions: new Map(),
    services: new Set(),
    arnGlobs: [],
    accountGlobs: [],
  }
  for (const principal of principals) mention(principal, mentions, partition)
  for (const { key, operator, values } of tests) {
    const isArn = operator.includes('Arn')
    for (const value of values)
      if (key.toLowerCase() === 'aws:principalaccount') mentionAccount(value, mentions)
      else if (key.toLowerCase() === 'aws:principalarn') mentionArn(value, isArn, mentions)
      else if (key.toLowerCase() === 'aws:username') mentions.arnGlobs.push(lastPart(value))
      else if (/^aws:principalservicename(slist)?$/i.test(key)) mentions.services.add(value)
  }
  return mentions
}

function mention(principal: Principal, mentions: Mentions, partition: string): void {
  if ('account' in principal) mentions.accounts.add(principal.account)
  if (principal.kind === 'service') mentions.services.add(principal.service)
  if (principal.kind === 'role' || principal.kind === 'user' || principal.kind === 'federated-user')
    addArn(principal.arn, mentions)
  if (principal.kind === 'session') {
    addArn(`arn:${partition}:iam::${principal.account}:role/${principal.role}`, mentions)
    mentions.arnGlobs.push(lastPart(principal.role))
    const sessions = mentions.sessions.get(principal.role) ?? new Set()
    mentions.sessions.set(principal.role, sessions.add(principal.session))
  }
}

/** An ARN whose last part is this name, whatever path is before it. */
function lastPart(name: string): Glob {
  return [...globOf('*/'), ...plainGlobOf(name)]
}

function addArn(arn: string, { arns }: Mentions): void {
  const prefix = arn.slice(0, arn.indexOf('/') + 1)
  arns.set(prefix, (arns.get(prefix) ?? new Set()).add(arn))
}

function mentionAccount(value: string, mentions: Mentions): void {
  if (/^\d{12}$/.test(value)) mentions.accounts.add(value)
  else if (/[*?]/.test(value)) mentions.accountGlobs.push(globOf(value))
}

function mentionArn(value: string, isArn: boolean, mentions: Mentions): void {
  const account = value.split(':')[4] ?? ''
  if (/^\d{12}$/.test(account)) mentions.accounts.add(account)
  else if (/[*?]/.test(account)) mentions.accountGlobs.push(globOf(account))
  if (!/[*?]/.test(value)) {
    if (/^arn:[^:]*:(iam|sts)::\d{12}:(role|user|federated-user)\/./.test(value)) addArn(value, mentions)
    return
  }
  const glob = isArn ? arnGlobOf(value) : globOf(value)
  if (glob) mentions.arnGlobs.push(glob)
}

/** The accounts that are named, one that is not, and one for every part into which patterns cut the others. */
function accountsFor({ accounts, accountGlobs }: Mentions): string[] | undefined {
  const fresh = FRESH_ACCOUNTS.find((account) => !accounts.has(account))
  // What is found first is what people are told, and a stranger tells most.
  const named = [...(fresh ? [fresh] : []), ...accounts]
  if (accountGlobs.length === 0) return named
  const cut = distinctWords(
    accountGlobs.map((glob) => [glob]),
    DIGITS,
  )('', [...accounts])
  return cut && [...new Set([...named, ...cut])]
}

function callersIn(account: string, mentions: Known, partition: string): Caller[] | undefined {
  const callers: Caller[] = []
  for (const kind of ['role', 'user', 'federated-user'] as const) {
    const service = kind === 'federated-user' ? 'sts' : 'iam'
    const arns = arnsUnder(`arn:${partition}:${service}::${account}:${kind}/`, mentions)
    if (!arns) return undefined
    for (const arn of arns)
      if (kind !== 'role') callers.push({ kind, account, arn })
      else
        for (const session of sessionsOf(arn, mentions))
          callers.push({ kind: 'session', account, arn, session })
  }
  return [...callers, rootCaller(account, partition)]
}

function sessionsOf(arn: string, { sessions }: Mentions): string[] {
  return ['a-session', ...(sessions.get(arn.slice(arn.lastIndexOf('/') + 1)) ?? [])]
}

/** The ARNs that begin so: those that are named, one that is not, and one for every part into which patterns cut the others. */
function arnsUnder(prefix: string, { arns, namesUnder }: Known): string[] | undefined {
  const known = arns.get(prefix) ?? new Set()
  const named = [...known]
  const fresh = ['someone', 'somebody-else', 'yet-another'].map((name) => prefix + name)
  const other = fresh.find((arn) => !known.has(arn)) ?? prefix
  if (!namesUnder) return [...named, other]
  const words = namesUnder(prefix, named)
  return words && [...new Set([...named, other, ...words])]
}
