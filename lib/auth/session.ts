import 'server-only'
import { headers } from 'next/headers'
import { NextRequest } from 'next/server'
import { decode, getToken } from 'next-auth/jwt'
import { cache } from 'react'
import { config } from '@/lib/config/config'
import { sessionCookie } from './options'
import { Actor } from './roles'

type Session = { actor: Actor; endsAt: number }

/** Sessions by their token, which says the same as long as it lives: opening it costs a millisecond of every request. */
const opened = new Map<string, Session>()
const MOST_OPENED = 500

/** Who is signed in on this request; undefined when nobody is, or when the session is not one that we issued. */
export const getActor = cache(async (): Promise<Actor | undefined> => {
  const token = await readToken()
  if (token === null) return undefined
  const known = opened.get(token)
  if (known && known.endsAt > Date.now()) return known.actor
  const session = await open(token)
  if (!session) return undefined
  const oldest = opened.keys().next().value
  if (opened.size >= MOST_OPENED && oldest !== undefined) opened.delete(oldest)
  opened.set(token, session)
  return session.actor
})

async function readToken(): Promise<string | null> {
  const cookie = (await headers()).get('cookie')
  if (cookie === null) return null
  const { baseUrl } = config()
  // Only the cookies go along: next-auth would also take a token from an Authorization header.
  const req = new NextRequest(baseUrl, { headers: { cookie } })
  return getToken({ req, raw: true, cookieName: sessionCookie(baseUrl).name })
}

async function open(token: string): Promise<Session | undefined> {
  try {
    const claims = await decode({ token, secret: config().secret })
    const actor = Actor.safeParse(claims?.actor)
    return actor.success && typeof claims?.exp === 'number'
      ? { actor: actor.data, endsAt: claims.exp * 1000 }
      : undefined
  } catch {
    // A token that is forged, torn or past its end is no session; next-auth throws for all three.
    return undefined
  }
}
