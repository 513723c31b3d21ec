import 'server-only'
import { openProvider } from '@/lib/auth/provider'
import { config } from '@/lib/config/config'
import { getDb } from '@/lib/db/db'
import { sealOf } from './seal'
import { createSessions, type Sessions } from './sessions'

// Pages, actions and routes are bundles of their own, and what one ends no other may go on with.
const held = globalThis as typeof globalThis & { portalSessions?: Sessions }

/** The sessions of this process. */
export function getSessions(): Sessions {
  const { oidc, secret } = config()
  held.portalSessions ??= createSessions({
    db: getDb,
    provider: oidc && openProvider(oidc),
    seal: sealOf(secret),
    now: () => new Date(),
  })
  return held.portalSessions
}
