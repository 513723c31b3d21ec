// @ts-check
import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { root } from '../lib/tools/launch/root.mjs'

// Every run begins with a new sandbox and an empty database, started as everybody starts them.
const results = join(root, '.test-results')
const data = join(results, 'data')
rmSync(data, { recursive: true, force: true })
mkdirSync(results, { recursive: true })

const portal = spawn(process.execPath, ['lib/tools/launch/start.mjs'], {
  cwd: root,
  env: { ...process.env, PORTAL_DATA_DIR: data, PORTAL_LOG: 'stderr' },
  stdio: ['ignore', 'pipe', 'pipe'],
})
// All that the run prints is kept beside showing it, because the last test looks for secrets in it.
const log = createWriteStream(join(results, 'portal.log'))
portal.stdout.pipe(log, { end: false })
portal.stderr.pipe(log, { end: false })
// Of every request there is a line, which only the file needs.
createInterface({ input: portal.stderr }).on('line', (line) => {
  if (!line.startsWith('{"level":30,')) console.error(line)
})
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => portal.kill(signal))
portal.on('close', (code) => {
  process.exitCode = code ?? 1
})
