import 'server-only'
import { NoAnswer, type Provider, SignInEnded } from '@/lib/auth/provider'
import type { Db } from '@/lib/db/db'
import { waitForLease } from '@/lib/db/lease'
import { logFailure } from '@/lib/runtime/log'
import type { Seal } from './seal'
import { findSession, leaseSession, releaseSession, type Session } from './store'

const PATIENCE_MS = 10_000

/**
 * Asks the provider who the person is now, and stores the answer. Undefined when the session has ended meanwhile. Throws
 * `SignInEnded` when the person can no longer use the portal, and `NoAnswer` when the provider cannot be asked.
 */
export async function refreshSession(
  { provider, seal, now }: { provider: Provider; seal: Seal; now: () => Date },
  db: Db,
  id: string,
): Promise<Session | undefined> {
  const session = await acquire(db, id)
  if (!session?.refreshToken) return undefined
  let { refreshToken } = session
  try {
    const renewal = await provider.renew(seal.open(refreshToken, id))
    refreshToken = seal.close(renewal.refreshToken, id)
    const { id: sub, actor } = await renewal.identity()
    if (sub !== session.actorId) throw new SignInEnded('the identity provider answered for somebody else')
    if (!actor) throw new SignInEnded('no longer in a group with access to the portal')
    return await releaseSession(db, id, { actor, confirmedAt: now(), refreshToken })
  } catch (error) {
    // A session that has ended is deleted. In any other the token that was issued last is the one that works next time.
    if (!(error instanceof SignInEnded))
      await logFailure(releaseSession(db, id, { refreshToken }), 'a refresh token could not be stored')
    throw error
  }
}

/** Waits until no other process refreshes this session; undefined when it has ended. */
async function acquire(db: Db, id: string): Promise<Session | undefined> {
  const acquired = await waitForLease(PATIENCE_MS, async () => {
    const session = await leaseSession(db, id)
    return session || !(await findSession(db, id)) ? { session } : undefined
  })
  if (!acquired) throw new NoAnswer('another process is asking, and has no answer')
  return acquired.session
}
