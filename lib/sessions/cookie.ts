import 'server-only'

/** The session cookie. The prefix `__Host-` binds it to this host; browsers accept it over HTTPS only. */
export function sessionCookie(baseUrl: string): { name: string; secure: boolean } {
  const secure = baseUrl.startsWith('https://')
  return { name: secure ? '__Host-portal-session' : 'portal-session', secure }
}
