import type { Page } from '@playwright/test'
import { paths } from '@/lib/paths'
import { openPage } from './browser-page'
import type { Fixture } from './fixture'
import { type Figures, interleave } from './interleave'
import { drawWords } from './queries'

const WORDS = 28

/** In keys, about four words. */
const WARM_UP = 16

/** Between two keys, as fast typing has it. */
const PAUSE_MS = 80

/** A key, how many repositories it leaves, and whether it ends its word. */
type Key = { key: string; count: number; isLast: boolean }

/**
 * P15: from a key to the frame that shows the new number of hits, beside a plain table that filters in memory. Both get
 * the same keys, in turns.
 */
export async function measureKeyToPaint(fixture: Fixture): Promise<Figures> {
  const names = (await fixture.rows()).map(({ name }) => name)
  const keys = drawWords(names, WORDS).flatMap(({ text, counts }) =>
    counts.map((count, at): Key => ({ key: text.charAt(at), count, isLast: at === counts.length - 1 })),
  )
  const { origin, cookie } = await fixture.portal()
  const portal = await openTable(fixture, origin + paths.repositories(), cookie)
  const reference = await openTable(fixture, `${await fixture.reference()}/table`, cookie)
  const side = (page: Page) => async (round: number) => {
    const key = keys[round]
    if (!key) throw new Error('There are too few keys')
    const ms = await pressed(page, key)
    if (key.isLast) await empty(page, names.length)
    return ms
  }
  await Promise.all([portal, reference].map((page) => shows(page, names.length)))
  const figures = await interleave(
    { rounds: keys.length - WARM_UP, warmUp: WARM_UP },
    { portal: side(portal), reference: side(reference) },
  )
  await Promise.all([portal, reference].map((page) => page.context().close()))
  return figures
}

async function openTable(fixture: Fixture, url: string, cookie: string): Promise<Page> {
  const page = await openPage(await fixture.browser(), url, cookie)
  await page.goto(url, { waitUntil: 'networkidle' })
  await page.locator('[data-search]').focus()
  return page
}

async function pressed(page: Page, { key, count }: Key): Promise<number> {
  await page.bringToFront()
  await page.waitForTimeout(PAUSE_MS)
  await page.evaluate(`bench.begin('keydown', () => bench.hasCount(${count}))`)
  await page.keyboard.press(key)
  return Number(await page.evaluate('bench.result'))
}

async function empty(page: Page, all: number): Promise<void> {
  await page.locator('[data-search]').fill('')
  await shows(page, all)
}

async function shows(page: Page, count: number): Promise<void> {
  await page.evaluate(`bench.painted(() => bench.hasCount(${count}))`)
}
