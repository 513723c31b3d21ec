import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { setTheme } from './axe'

const WIDTHS = [1440, 390]
const folder = fileURLToPath(new URL('../.test-results/screenshots/', import.meta.url))

/** Saves how the page looks at both widths and in both themes, as `NAME-WIDTH-THEME.png`. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const size = page.viewportSize()
  const theme = await page.evaluate(() => document.documentElement.dataset.theme)
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 })
    for (const each of ['light', 'dark']) {
      await setTheme(page, each)
      await page.screenshot({ path: `${folder}${name}-${width}-${each}.png`, fullPage: true })
    }
  }
  await setTheme(page, theme)
  if (size) await page.setViewportSize(size)
}
