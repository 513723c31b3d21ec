import { REPOSITORY_ACTIONS } from '@/lib/policy/actions'
import type { PolicyDocument } from '@/lib/policy/document'
import type { RegistryHere } from '@/lib/policy/registry-side'
import { type Condition, readStatements } from '@/lib/policy/statement'
import { KNOWN_SERVICES } from '@/lib/policy/words/principal-words'
import { allowing, allowList, type Trusted } from './allow-list'
import type { Side } from './compile'
import { decide, type Request, survey } from './decide'
import type { Steps } from './steps'

/** Somebody whom a change newly lets in, by one request as an example, and all that they may then do. */
export type Opening = {
  /** One account or service, or anybody else: callers that neither the policy nor the accounts file names. */
  who: 'account' | 'service' | 'anybody-else' | 'any-other-service'
  request: Request
  actions: string[]
}

/** More of them than that nobody reads. */
const MOST_OPENINGS = 5

/**
 * Whom a change lets in beyond what an engineer opens alone. `undecided` says that there may be more, which could not be
 * found out: a person has to look.
 */
export function* openingsBeyond(
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
  trusted: Trusted,
): Steps<{ openings: Opening[]; undecided: boolean }> {
  const openings: Opening[] = []
  const allowedBy = sideOf(after, trusted.registry)
  const excused: Side[] = [sideOf(before, trusted.registry), allowList(trusted)]
  const named = namedBy(after, trusted)
  for (;;) {
    yield undefined
    const decision = decide({ allowedBy, butNotBy: excused, owner: trusted.owner })
    if (decision.answer !== 'yes') return { openings, undecided: decision.answer === 'undecided' }
    if (openings.length === MOST_OPENINGS) return { openings, undecided: true }
    const { request } = decision
    const { who, inside, outside } = rowOf(request, named)
    yield undefined
    const sides = [allowedBy, ...excused, allowing(outside)]
    const ask = survey({ sides, owner: trusted.owner }).among(() => true)
    const butNotBy = [...sides.keys()].slice(1)
    const actions = REPOSITORY_ACTIONS.filter(
      (action) => action === request.action || ask({ allowedBy: 0, butNotBy, action }).answer !== 'no',
    )
    openings.push({ who, request, actions })
    excused.push(excuse(who, inside, actions))
  }
}

/** What need not be said again: where anybody else gets in, callers with a name do, too. */
function excuse(who: Opening['who'], inside: Condition[][], actions: string[]): Side {
  if (who === 'anybody-else') return allowing([[]], { actions })
  if (who === 'any-other-service')
    return allowing([[{ operator: 'Null', key: SERVICE, values: ['false'] }]], { actions })
  return allowing(inside)
}

/** A stored or drafted policy as the documents that AWS evaluates together; none allows nothing. */
export function sideOf(document: PolicyDocument | undefined, registry?: RegistryHere): Side {
  const beside = registry && registry !== 'unknown' ? [registry] : []
  if (!document) return beside
  const { Version } = document.value
  const version = typeof Version === 'string' ? Version : undefined
  return [{ statements: readStatements(document.statements), version }, ...beside]
}

/** Accounts and services that have a name in the policy or in the accounts file. */
type Named = { accounts: string[]; services: string[] }

function namedBy(document: PolicyDocument | undefined, { owner, accounts }: Trusted): Named {
  const text = document?.text ?? ''
  return {
    accounts: [...new Set([owner, ...accounts.map(({ id }) => id), ...(text.match(/\b\d{12}\b/g) ?? [])])],
    services: [
      ...new Set([
        ...KNOWN_SERVICES.map(({ service }) => service),
        ...(text.match(/[a-z0-9.-]+\.amazonaws\.com(\.cn)?/g) ?? []),
      ]),
    ],
  }
}

const ACCOUNT = 'aws:PrincipalAccount'
const SERVICE = 'aws:PrincipalServiceName'

/** All callers like the one of a request, as conditions of statements, of which any has to hold; and all others. */
function rowOf(
  { caller }: Request,
  { accounts, services }: Named,
): { who: Opening['who']; inside: Condition[][]; outside: Condition[][] } {
  const [key, value, others, one, any] =
    caller.kind === 'service'
      ? ([SERVICE, caller.service, services, 'service', 'any-other-service'] as const)
      : ([ACCOUNT, caller.account, accounts, 'account', 'anybody-else'] as const)
  const test = (operator: string, values: readonly string[]): Condition => ({
    operator,
    key,
    values: [...values],
  })
  if (others.includes(value))
    return {
      who: one,
      inside: [[test('StringEquals', [value])]],
      outside: [[test('StringNotEquals', [value])]],
    }
  return {
    who: any,
    inside: [[test('StringNotEquals', others), test('Null', ['false'])]],
    outside: [[test('StringEquals', others)], [test('Null', ['true'])]],
  }
}
