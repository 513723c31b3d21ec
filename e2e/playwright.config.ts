import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import { installedBrowser } from '../lib/tools/launch/browser.mjs'

const results = fileURLToPath(new URL('../.test-results', import.meta.url))

const executablePath = process.env.CHROMIUM_PATH || installedBrowser()

export default defineConfig({
  testDir: '.',
  outputDir: `${results}/e2e`,
  globalSetup: './setup.ts',
  // A browser and a portal together keep about one core busy.
  workers: 2,
  fullyParallel: true,
  retries: 0,
  // Only for what hangs: a busy machine must not fail a test that is right.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: `${results}/e2e.json` }]],
  use: {
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'flows', testMatch: '*.spec.ts', teardown: 'log' },
    // Runs after all others, whichever they were.
    { name: 'log', testMatch: 'log.teardown.ts' },
  ],
})
