import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Tests of what the embedded database has none of: several processes, connections that break. */
const ONLY_ON_POSTGRES = 'lib/**/*.postgres.test.ts'

/** Tests that take ten seconds and more: processes that are killed, the aws command, a hundred repetitions. */
const SLOW = '**/*.slow.test.ts'

/**
 * All tests on the embedded database; with `--mode quick` without the slow ones; with `--mode postgres` those that make a
 * database, on a real PostgreSQL.
 */
export default defineConfig(({ mode }) => ({
  root,
  resolve: {
    alias: {
      '@': root.replace(/\/$/, ''),
      // `server-only` throws outside a server bundle; its empty half is what Next itself picks on the server.
      'server-only': `${root}node_modules/server-only/empty.js`,
    },
  },
  test: {
    ...(mode === 'postgres'
      ? {
          include: [...testsWithDatabase(), ONLY_ON_POSTGRES],
          globalSetup: 'lib/testing/postgres-cluster.ts',
        }
      : {
          include: ['lib/**/*.test.ts', 'components/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ONLY_ON_POSTGRES, ...(mode === 'quick' ? [SLOW] : [])],
        }),
    // They start sooner than processes, and most files are small.
    pool: 'threads',
    maxWorkers: 2,
    // Only for what hangs: a busy machine must not fail a test that is right.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
}))

function testsWithDatabase(): string[] {
  return readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => `lib/${path}`)
    .filter((path) =>
      /from '(@\/lib\/testing|\.)\/(portal|database)'/.test(readFileSync(join(root, path), 'utf8')),
    )
}
