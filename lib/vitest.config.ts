import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

export default defineConfig({
  root,
  resolve: {
    alias: {
      '@': root.replace(/\/$/, ''),
      // `server-only` throws outside a server bundle; its empty half is what Next itself picks on the server.
      'server-only': `${root}node_modules/server-only/empty.js`,
    },
  },
  test: {
    include: ['lib/**/*.test.ts', 'components/**/*.test.ts'],
    maxWorkers: 2,
    // Only for what hangs: a busy machine must not fail a test that is right.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
