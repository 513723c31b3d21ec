import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/**
 * Asserts that axe finds nothing on the page as it is now, open dialogs and typed text included, in both themes. The
 * theme is set as the theme switch sets it, so nothing is reloaded and nothing lost.
 */
export async function expectAccessible(page: Page): Promise<void> {
  const theme = await page.evaluate(() => document.documentElement.dataset.theme)
  for (const each of ['light', 'dark']) {
    await setTheme(page, each)
    const { violations } = await new AxeBuilder({ page }).analyze()
    const found = violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${help}\n  ${target.join(' ')}\n  ${failureSummary}`),
    )
    expect(found, `axe on ${page.url()} in the ${each} theme`).toEqual([])
  }
  await setTheme(page, theme)
}

/** Sets the theme of the page that is shown; undefined follows the system again. */
export async function setTheme(page: Page, theme: string | undefined): Promise<void> {
  await page.evaluate((chosen) => {
    if (chosen === undefined) delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = chosen
    // Colours that are still on their way to the new theme would be measured as they are.
    for (const animation of document.getAnimations())
      if (animation instanceof CSSTransition) animation.finish()
  }, theme)
}
