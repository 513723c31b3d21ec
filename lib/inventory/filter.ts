import type { AccountTag } from '@/lib/accounts/model'
import type { Registry } from '@/lib/accounts/registry'
import { parseOldConsoleLink, parseReference } from '@/lib/repositories/pasted-reference'
import type { RepositoryQuery } from './query'
import { TYPED_FILTERS } from './typed-filters'

/** What a search asks for: its words, the filters typed in it, and those chosen beside it. All must match. */
export type Filter = {
  /** Parts of the name, in lower case. */
  words: string[]
  registry: (registry: Registry) => boolean
  organisations: string[]
  mutabilities: string[]
  scanOnPush: boolean[]
  /** Typed like a filter, but not a known one. It is never silently ignored: nothing matches, and the page says why. */
  unknown: string[]
}

type Rule = { name: string; value: string }

export function filterOf(query: RepositoryQuery, accounts: readonly AccountTag[]): Filter {
  const filter: Filter = {
    words: [],
    registry: (registry) => registries.every((admits) => admits(registry)),
    organisations: [],
    mutabilities: [],
    scanOnPush: [],
    unknown: [],
  }
  const registries: ((registry: Registry) => boolean)[] = []

  function admitAccounts(admits: (account: AccountTag) => boolean): boolean {
    const admitted = new Set(accounts.filter(admits).map(({ id }) => id))
    registries.push(({ account }) => admitted.has(account))
    return admitted.size > 0
  }

  function admitRegions(start: string): boolean {
    registries.push(({ region }) => region.startsWith(start))
    return accounts.some(({ regions }) => regions.some((region) => region.startsWith(start)))
  }

  /** Whether the rule is a known one. */
  function apply({ name, value }: Rule): boolean {
    switch (name) {
      case 'account':
        return admitAccounts((account) => isNamed(account, value))
      case 'region':
        return admitRegions(value)
      case 'org':
        filter.organisations.push(value)
        return true
      case 'mutability':
        filter.mutabilities.push(value.toUpperCase())
        return /^(im)?mutable(_with_exclusion)?$/.test(value)
      case 'scan':
        filter.scanOnPush.push(value === 'on')
        return value === 'on' || value === 'off'
      case 'is':
        admitAccounts(({ active }) => active === (value === 'active'))
        return value === 'active' || value === 'inactive'
      default:
        return false
    }
  }

  for (const piece of piecesOf(query.q)) {
    if (typeof piece === 'string') filter.words.push(piece)
    // A filter that is still being typed doesn't filter yet.
    else if (piece.value === '' && TYPED_FILTERS.some(({ name }) => name === piece.name)) continue
    else if (!apply(piece)) filter.unknown.push(`${piece.name}:${piece.value}`)
  }
  const { account, region, organisation, active, mutability, scan } = query
  if (account) registries.push((registry) => registry.account === account)
  if (region) registries.push((registry) => registry.region === region)
  if (organisation) filter.organisations.push(organisation)
  if (active) admitAccounts((each) => each.active === (active === 'yes'))
  if (mutability) filter.mutabilities.push(mutability)
  if (scan) filter.scanOnPush.push(scan === 'yes')
  return filter
}

/** The words and rules of a search text. A pasted reference or console link is a complete search in itself. */
function piecesOf(text: string): (string | Rule)[] {
  const pasted = parseReference(text)
  if (pasted)
    return [
      pasted.name.toLowerCase(),
      { name: 'account', value: pasted.account },
      { name: 'region', value: pasted.region },
    ]
  const link = parseOldConsoleLink(text)
  if (link) return [link.name.toLowerCase(), { name: 'region', value: link.region }]
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .map((piece) => {
      const rule = /^([a-z]+):(.*)$/.exec(piece)
      // Elsewhere a colon starts a tag and an @ starts a digest, which no name contains.
      return rule ? { name: rule[1] ?? '', value: rule[2] ?? '' } : piece.replace(/(?<=[^:@])[:@].*$/, '')
    })
}

function isNamed(account: AccountTag, value: string): boolean {
  return account.id === value || account.environment === value || account.name.toLowerCase().includes(value)
}
