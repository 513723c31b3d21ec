import { gzipSync } from 'node:zlib'
import { paths } from '@/lib/paths'
import { openPage } from './browser-page'
import type { Fixture } from './fixture'
import type { Figures } from './interleave'

/** P12: the script that Chromium loads for the heavier of the list and the repository page, in kB, gzipped. */
export async function measurePageWeight(fixture: Fixture): Promise<Figures> {
  const { origin, cookie } = await fixture.portal()
  await (await fixture.sandbox()).delay(0)
  const [repository] = await fixture.rows()
  if (!repository) throw new Error('The sandbox has no repositories')
  const list = await weightOf(fixture, origin + paths.repositories(), cookie)
  const page = await weightOf(fixture, origin + paths.repository(repository), cookie)
  console.error(`  ${list.toFixed(1)} kB for the list, ${page.toFixed(1)} kB for a repository`)
  return {
    portal: Math.max(list, page),
    reference: await weightOf(fixture, await fixture.reference(), cookie),
  }
}

/** With an empty cache, until the page has loaded all that it loads by itself. */
async function weightOf(fixture: Fixture, url: string, cookie: string): Promise<number> {
  const page = await openPage(await fixture.browser(), url, cookie)
  const scripts: Promise<number>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script')
      scripts.push(response.body().then((body) => gzipSync(body, { level: 9 }).length))
  })
  await page.goto(url, { waitUntil: 'networkidle' })
  const sizes = await Promise.all(scripts)
  await page.context().close()
  return sizes.reduce((sum, size) => sum + size, 0) / 1000
}
