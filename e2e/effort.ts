import { type BrowserContext, expect, type Page } from '@playwright/test'

type Effort = { clicks: number; keys: number }

const efforts = new WeakMap<BrowserContext, Effort>()

/**
 * Counts what a hand does in every page of the context, as the browser itself sees it: a press of the pointer is a
 * click, a key that is not held down for another is a key, so a paste is one. What Playwright enters without a key
 * counts what a hand would have needed: `fill` a key per character, `selectOption` the two clicks of a list.
 */
export async function watchEffort(context: BrowserContext): Promise<void> {
  const effort: Effort = { clicks: 0, keys: 0 }
  efforts.set(context, effort)
  await context.exposeBinding('portalSpent', (_source, clicks: number, keys: number) => {
    effort.clicks += clicks
    effort.keys += keys
  })
  await context.addInitScript(reportEffort)
}

/** Runs in the page. */
function reportEffort() {
  const report: (clicks: number, keys: number) => void = Reflect.get(window, 'portalSpent')
  let byHand = false
  function listen<Name extends keyof WindowEventMap>(
    name: Name,
    hear: (event: WindowEventMap[Name]) => void,
  ) {
    window.addEventListener(name, hear, { capture: true })
  }
  listen('pointerdown', (event) => {
    byHand = true
    if (event.isTrusted) report(1, 0)
  })
  listen('keydown', (event) => {
    byHand = true
    if (event.isTrusted && !['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) report(0, 1)
  })
  listen('input', (event) => {
    if (byHand) return
    if (event.target instanceof HTMLSelectElement) report(2, 0)
    else if (event instanceof InputEvent) report(0, event.data?.length ?? 0)
  })
  for (const end of ['keyup', 'pointerup'] as const)
    listen(end, () => {
      byHand = false
    })
}

type Count = {
  spent: () => Promise<Effort>
  /** Prints what was spent beside the goal, and asserts that it is not more. */
  within: (goal: Effort) => Promise<void>
}

/** Begins to count a flow, for example `F1`. */
export function countEffort(page: Page, flow: string): Count {
  const effort = efforts.get(page.context())
  if (!effort) throw new Error('this page was not opened by a fixture, so nobody counts')
  const before = { ...effort }
  const spent = async (): Promise<Effort> => {
    // The report of the last event may still be on its way; what the page answers now comes after it.
    await page.evaluate(() => undefined)
    return { clicks: effort.clicks - before.clicks, keys: effort.keys - before.keys }
  }
  return {
    spent,
    async within(goal) {
      const found = await spent()
      console.log(`${flow}: ${inWords(found)} (goal ${inWords(goal)})`)
      expect(found.clicks, `clicks of ${flow}`).toBeLessThanOrEqual(goal.clicks)
      expect(found.keys, `keys of ${flow}`).toBeLessThanOrEqual(goal.keys)
    },
  }
}

function inWords({ clicks, keys }: Effort): string {
  return `${clicks} ${clicks === 1 ? 'click' : 'clicks'}, ${keys} ${keys === 1 ? 'key' : 'keys'}`
}

/** Pastes as a hand does, into whatever has the focus. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
  await page.keyboard.press('ControlOrMeta+V')
}

/** What a copy button has put on the clipboard. */
export async function clipboard(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText())
}
