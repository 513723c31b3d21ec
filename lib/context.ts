import 'server-only'
import type { Account } from '@/lib/accounts/model'
import type { Actor } from '@/lib/auth/roles'
import type { Aws } from '@/lib/aws/aws'
import type { Db } from '@/lib/db/db'

/** The only way to an actor, a database and AWS. A verb that takes one cannot be called by nobody. */
export type Context = {
  actor: Actor
  accounts: readonly Account[]
  /** The organisations that count as ours. */
  organizationIds: readonly string[]
  db: () => Promise<Db>
  aws: Aws
  now: () => Date
}
