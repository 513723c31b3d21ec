import { z } from 'zod'

/** Signs in as one of the sandbox's people, and answers with the cookie that says so. */
export async function signIn(origin: string, user: string): Promise<string> {
  const token = await fetch(`${origin}/api/auth/csrf`)
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await token.json())
  const answer = await fetch(`${origin}/api/auth/callback/local`, {
    method: 'POST',
    headers: { cookie: cookiesOf(token) },
    body: new URLSearchParams({ csrfToken, user, json: 'true' }),
    redirect: 'manual',
  })
  const session = cookiesOf(answer)
    .split('; ')
    .find((cookie) => cookie.startsWith('portal-session='))
  if (!session) throw new Error(`${user} could not sign in (${answer.status})`)
  return session
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ')
}
