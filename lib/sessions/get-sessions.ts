import 'server-only'
import { openProvider } from '@/lib/auth/provider'
import { config } from '@/lib/config/config'
import { getDb } from '@/lib/db/db'
import { onePerProcess } from '@/lib/runtime/one-per-process'
import { sealOf } from './seal'
import { createSessions, type Sessions } from './sessions'

/** The sessions of this process: one that ends in one of Next’s bundles has ended in all. */
export function getSessions(): Sessions {
  return onePerProcess('sessions', () => {
    const { oidc, secret } = config()
    return createSessions({
      db: getDb,
      provider: oidc && openProvider(oidc),
      seal: sealOf(secret),
      now: () => new Date(),
    })
  })
}
