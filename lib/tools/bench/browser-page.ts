import { fileURLToPath } from 'node:url'
import type { Browser, Page } from '@playwright/test'

const painted = fileURLToPath(new URL('painted.mjs', import.meta.url))

/** A page in a browser of its own, with the session, that still has to go to the address. */
export async function openPage(browser: Browser, url: string, cookie: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const [name = '', value = ''] = cookie.split('=', 2)
  await context.addCookies([{ name, value, url: new URL(url).origin }])
  await context.addInitScript({ path: painted })
  return context.newPage()
}
