import { accountName, type KnownAccounts } from './account-names'
import type { Registry } from './registry'

/** What people call a registry, and type to confirm a dangerous change of it: `hp-id-prod/us-west-2`. */
export function registryName({ account, region }: Registry, accounts: KnownAccounts): string {
  return `${accountName(account, accounts) ?? account}/${region}`
}
