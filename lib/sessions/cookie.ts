import 'server-only'

/** The cookie that holds the session. `__Host-` binds it to this host, and browsers accept that over https only. */
export function sessionCookie(baseUrl: string): { name: string; secure: boolean } {
  const secure = baseUrl.startsWith('https://')
  return { name: secure ? '__Host-portal-session' : 'portal-session', secure }
}
