import type { APIRequestContext } from '@playwright/test'

/** Somebody who speaks HTTP by hand, with cookies of their own, so that they can do what no browser does. */
export function visitorOf(request: APIRequestContext, portal: string) {
  return {
    get: (path: string, headers: Record<string, string> = {}) =>
      request.get(new URL(path, portal).href, { maxRedirects: 0, headers }),
    post: (path: string, form: Record<string, string>) =>
      request.post(new URL(path, portal).href, { maxRedirects: 0, form }),

    /** Presses the button on the sign-in page; answers with where it leads. */
    async begin(callbackUrl = '/'): Promise<URL> {
      const { csrfToken } = await (await request.get(`${portal}/api/auth/csrf`)).json()
      const form = { csrfToken, callbackUrl, json: 'true' }
      const answer = await request.post(`${portal}/api/auth/signin/oidc`, { form })
      return new URL((await answer.json()).url)
    },

    /** Signs in at the provider; answers with where that leads back to, without going there. */
    async throughProvider(authorization: URL, sub: string): Promise<URL> {
      let at = authorization
      while (at.pathname !== '/api/auth/callback/oidc') {
        const page = await request.get(at.href, { maxRedirects: 0 })
        const left = page.headers().location
          ? page
          : await request.post(at.href, { maxRedirects: 0, form: { sub } })
        const location = left.headers().location
        if (!location) throw new Error(`the provider answered ${left.status()}: ${await left.text()}`)
        at = new URL(location, at)
      }
      return at
    },

    /** As a browser would send them. */
    async cookies(): Promise<string[]> {
      const { cookies } = await request.storageState()
      return cookies.map(({ name, value }) => `${name}=${value}`)
    },

    async session(): Promise<string | undefined> {
      const { cookies } = await request.storageState()
      return cookies.find(({ name }) => name === '__Host-portal-session')?.value
    },
  }
}

export type Visitor = ReturnType<typeof visitorOf>
