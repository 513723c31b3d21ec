'use server'

import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { action } from '@/lib/action'
import { sessionCookie } from '@/lib/auth/options'
import { config } from '@/lib/config/config'
import { paths } from '@/lib/paths'

export const signOut = action(async () => {
  const { name, secure } = sessionCookie(config().baseUrl)
  ;(await cookies()).set(name, '', { maxAge: 0, path: '/', httpOnly: true, sameSite: 'lax', secure })
  redirect(paths.signIn())
})
