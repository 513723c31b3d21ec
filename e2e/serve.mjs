// @ts-check
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../lib/launch/root.mjs'

// Every run begins with a new sandbox and an empty database, started as everybody starts them.
const data = join(root, '.test-results/data')
rmSync(data, { recursive: true, force: true })
process.env.PORTAL_DATA_DIR = data

await import('../lib/launch/start.mjs')
