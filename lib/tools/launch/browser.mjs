// @ts-check
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { LaunchFailure } from './failure.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
const MAC_APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/**
 * A browser that starts, for the end-to-end tests: the one that CHROMIUM_PATH names, one of this machine's, Playwright's
 * own, or, for root on Debian, the system's package.
 * @type {(children: ReturnType<typeof import('./children.mjs').openChildren>) => Promise<string>}
 */
export async function provideBrowser(children) {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (starts(named)) return named
    throw new LaunchFailure(`CHROMIUM_PATH is ${named}, and no browser starts there.`)
  }
  const found = installedBrowser() ?? (await playwrightsOwn())
  if (found) return found

  console.log('No Chromium is on this machine; fetching the one of Playwright …')
  await children.run(process.execPath, ['node_modules/playwright/cli.js', 'install', 'chromium'])
  const fetched = await playwrightsOwn()
  if (fetched) return fetched

  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Debian’s package of Chromium …')
    await children.run('apt-get', ['update'])
    await children.run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])
    const installed = installedBrowser()
    if (installed) return installed
  }
  throw new LaunchFailure(
    'No browser could be found or installed. Install Chromium or Google Chrome and, if it is not on the PATH, name it: CHROMIUM_PATH=/path/to/chromium npm test',
  )
}

/** The first browser of this machine that starts. */
export function installedBrowser(path = process.env.PATH ?? '') {
  const folders = path.split(delimiter).filter(Boolean)
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...candidates, ...MAC_APPLICATIONS].find((file) => existsSync(file) && starts(file))
}

async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test')
  const file = chromium.executablePath()
  return existsSync(file) && starts(file) ? file : undefined
}

/**
 * Some systems have a file of that name that only tells where to get a browser, or lacks libraries that it needs.
 * @param {string} file
 */
function starts(file) {
  return spawnSync(file, ['--version'], { timeout: 20_000 }).status === 0
}
