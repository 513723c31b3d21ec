import 'server-only'
import { cookies } from 'next/headers'
import { config } from '@/lib/config/config'
import { sessionCookie } from './cookie'
import { getSessions } from './get-sessions'
import { getSessionId } from './session'

/** Ends the session that this request came with, in the portal and in the browser. */
export async function signOut(): Promise<void> {
  const id = await getSessionId()
  if (id !== undefined) await getSessions().end({ id }, 'by themselves')
  await forgetCookie()
}

/** Ends all sessions of the person of this request, and forgets this browser's. */
export async function signOutEverywhere(): Promise<void> {
  const id = await getSessionId()
  if (id !== undefined) await getSessions().endEverywhere(id, 'by themselves, everywhere')
  await forgetCookie()
}

async function forgetCookie(): Promise<void> {
  const { name, secure } = sessionCookie(config().baseUrl)
  ;(await cookies()).set(name, '', { maxAge: 0, path: '/', httpOnly: true, sameSite: 'lax', secure })
}
