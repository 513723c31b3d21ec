import 'server-only'
import { headers } from 'next/headers'
import { NextRequest } from 'next/server'
import { getToken } from 'next-auth/jwt'
import { cache } from 'react'
import { config } from '@/lib/config/config'
import { sessionCookie } from './options'
import { Actor } from './roles'

/** Who is signed in on this request; undefined when nobody is, or when the session is not one that we issued. */
export const getActor = cache(async (): Promise<Actor | undefined> => {
  const cookie = (await headers()).get('cookie')
  if (cookie === null) return undefined
  const { secret, baseUrl } = config()
  // Only the cookies go along: next-auth would also take a token from an Authorization header.
  const req = new NextRequest(baseUrl, { headers: { cookie } })
  const token = await getToken({ req, secret, cookieName: sessionCookie(baseUrl).name })
  return Actor.safeParse(token?.actor).data
})
