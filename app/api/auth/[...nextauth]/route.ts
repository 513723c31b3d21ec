import { cookies } from 'next/headers'
import { type NextRequest, NextResponse } from 'next/server'
import NextAuth from 'next-auth'
import { config } from '@/lib/config/config'
import { ownPath, paths } from '@/lib/paths'
import { log } from '@/lib/runtime/log'
import { authOptions } from '@/lib/sessions/options'
import { getSessionId } from '@/lib/sessions/session'

/** What signing in needs. The rest of next-auth would extend a session, or forget it here and leave it open. */
const NEEDED = ['csrf', 'providers', 'signin', 'callback', 'error']

async function handler(
  request: NextRequest,
  context: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  const [what = ''] = (await context.params).nextauth
  if (!NEEDED.includes(what)) return new Response('Not found.\n', { status: 404 })
  await leaveOutNonsense(request)
  try {
    // Created per request: the configuration is read when the portal runs, not when it is built.
    return await NextAuth(request, context, authOptions(await getSessionId()))
  } catch (error) {
    log.error({ err: error }, 'a call to sign in was not understood')
    return NextResponse.redirect(new URL(paths.signIn({ error: 'Callback' }), config().baseUrl), 303)
  }
}

/** next-auth treats an invalid address to go to as a configuration error. */
async function leaveOutNonsense({ nextUrl: { searchParams } }: NextRequest): Promise<void> {
  if (searchParams.has('callbackUrl'))
    searchParams.set('callbackUrl', ownPath(searchParams.get('callbackUrl'), config().baseUrl))
  const jar = await cookies()
  for (const { name, value } of jar.getAll())
    if (name.endsWith('next-auth.callback-url') && !URL.canParse(value)) jar.delete(name)
}

export { handler as GET, handler as POST }
