import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import { installedBrowser } from '../lib/tools/launch/browser.mjs'
import { GIVEN } from './secrets'

const root = fileURLToPath(new URL('..', import.meta.url))
const results = `${root}.test-results`

const port = process.env.E2E_PORT || '3100'
const sandboxPort = process.env.E2E_SANDBOX_PORT || '4610'
const baseURL = `http://localhost:${port}`

/** Nothing of how the caller runs their own portal: an empty variable counts as not set. */
const portalEnvironment = {
  PORT: port,
  SANDBOX_PORT: sandboxPort,
  PORTAL_MODE: 'sandbox',
  PORTAL_HOST: '',
  PORTAL_BASE_URL: '',
  PORTAL_ACCOUNTS_FILE: '',
  DATABASE_URL: '',
  PORTAL_DRAIN_SECONDS: '',
  ...GIVEN,
}

const executablePath = process.env.CHROMIUM_PATH || installedBrowser()

export default defineConfig({
  testDir: '.',
  outputDir: `${results}/e2e`,
  // The sandbox is one, and what a test does there the next one sees.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  // Only for what hangs: a busy machine must not fail a test that is right.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: `${results}/e2e.json` }]],
  use: {
    baseURL,
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
  webServer: {
    command: 'exec node e2e/serve.mjs',
    cwd: root,
    env: portalEnvironment,
    url: `${baseURL}/healthz`,
    reuseExistingServer: false,
    timeout: 600_000,
    stdout: 'ignore',
    stderr: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
  },
})
