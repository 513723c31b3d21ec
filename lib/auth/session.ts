import 'server-only'
import { getServerSession } from 'next-auth'
import { authOptions } from './options'
import { Actor } from './roles'

/** Who is signed in on this request; undefined when nobody is, or when the session is not one that we issued. */
export async function getActor(): Promise<Actor | undefined> {
  const session: unknown = await getServerSession(authOptions())
  const parsed = Actor.safeParse(
    session && typeof session === 'object' && 'user' in session ? session.user : undefined,
  )
  return parsed.success ? parsed.data : undefined
}
