import 'server-only'
import { cookies } from 'next/headers'
import { decode } from 'next-auth/jwt'
import { cache } from 'react'
import { config } from '@/lib/config/config'
import { onePerProcess } from '@/lib/runtime/one-per-process'
import { sessionCookie } from './cookie'
import { getSessions } from './get-sessions'
import type { SessionState } from './sessions'

type Opened = { id: string; endsAt: number }

/** By cookie, whose content never changes: decrypting one costs a millisecond. */
const opened = onePerProcess('opened session cookies', () => new Map<string, Opened>())
const MOST_OPENED = 500

/** The state of this request's session for reading; undefined without a cookie that the portal issued. */
export const getSessionState = cache(async (): Promise<SessionState | undefined> => {
  const id = await getSessionId()
  return id === undefined ? undefined : getSessions().read(id)
})

/** The same for a write, for which the database and the identity provider are asked. */
export async function confirmSessionState(): Promise<SessionState | undefined> {
  const id = await getSessionId()
  return id === undefined ? undefined : getSessions().confirm(id)
}

/** What rate limits count this request by, with no query: its person if this process knows them, else its session. */
export async function rateLimitKey(): Promise<string | undefined> {
  const id = await getSessionId()
  return id === undefined ? undefined : (getSessions().actorIdOf(id) ?? id)
}

/** The session id in this request's cookie, whether or not that session is still open. */
export async function getSessionId(): Promise<string | undefined> {
  const token = await readToken()
  if (token === undefined) return undefined
  const known = opened.get(token)
  if (known && known.endsAt > Date.now()) return known.id
  const session = await open(token)
  if (!session) return undefined
  const oldest = opened.keys().next().value
  if (opened.size >= MOST_OPENED && oldest !== undefined) opened.delete(oldest)
  opened.set(token, session)
  return session.id
}

async function readToken(): Promise<string | undefined> {
  return (await cookies()).get(sessionCookie(config().baseUrl).name)?.value
}

async function open(token: string): Promise<Opened | undefined> {
  try {
    const claims = await decode({ token, secret: config().secret })
    return typeof claims?.sid === 'string' && typeof claims.exp === 'number'
      ? { id: claims.sid, endsAt: claims.exp * 1000 }
      : undefined
  } catch {
    // next-auth throws for a token that is forged, damaged or expired.
    return undefined
  }
}
