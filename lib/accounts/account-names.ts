import type { Account } from './model'

/** The accounts that have a name here. */
export type KnownAccounts = readonly Pick<Account, 'id' | 'name'>[]

export function accountName(id: string, accounts: KnownAccounts): string | undefined {
  return accounts.find((account) => account.id === id)?.name
}

/** `hp-id-prod (872569379934)`, or the number alone for an account without a name: a number never stands without it. */
export function accountWords(id: string, accounts: KnownAccounts): string {
  const name = accountName(id, accounts)
  return name ? `${name} (${id})` : `account ${id}`
}
