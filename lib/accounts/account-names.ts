import type { Account } from './model'

/** The accounts that have a name in the accounts file. */
export type KnownAccounts = readonly Pick<Account, 'id' | 'name'>[]

export function accountName(id: string, accounts: KnownAccounts): string | undefined {
  return accounts.find((account) => account.id === id)?.name
}

/**
 * `hp-id-prod (872569379934)`, or just the number for an account without a name: the name never replaces the number.
 */
export function accountWords(id: string, accounts: KnownAccounts): string {
  const name = accountName(id, accounts)
  return name ? `${name} (${id})` : `account ${id}`
}
