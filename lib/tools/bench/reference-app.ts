import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import next from 'next/package.json'
import react from 'react/package.json'
import { waitUntilAnswers } from '@/lib/tools/launch/ready.mjs'
import { nextProgram, root } from '@/lib/tools/launch/root.mjs'
import { sourceHash } from '@/lib/tools/launch/source-hash.mjs'
import { productionEnvironment } from './environment'
import { freePort } from './free-port'
import { outputOf, type Processes } from './processes'

const FIRST_PORT = 3350
const SOURCES = join(root, 'lib/tools/bench/reference')

/** Beside the portal's own build: Next writes its settings and types where it builds. */
const BUILD = join(root, '.data/bench/reference')
const RECORD = join(BUILD, '.next/source-hash')

/** Builds the plain app that the portal is compared with, if it changed, and serves it. Answers with its origin. */
export async function startReference(processes: Processes, rows: readonly unknown[]): Promise<string> {
  const sources = `${sourceHash(SOURCES)} ${next.version} ${react.version}`
  if (!existsSync(RECORD) || readFileSync(RECORD, 'utf8') !== sources) {
    console.error('Building the reference …')
    rmSync(BUILD, { recursive: true, force: true })
    cpSync(SOURCES, BUILD, { recursive: true })
    await outputOf(processes, process.execPath, [nextProgram, 'build', BUILD], {
      env: productionEnvironment(),
    })
    writeFileSync(RECORD, sources)
  }
  mkdirSync(join(BUILD, 'public'), { recursive: true })
  writeFileSync(join(BUILD, 'public/rows.json'), JSON.stringify(rows))
  const port = await freePort(FIRST_PORT)
  const origin = `http://127.0.0.1:${port}`
  processes.serve(
    'The reference',
    process.execPath,
    [nextProgram, 'start', BUILD, '-H', '127.0.0.1', '-p', String(port)],
    { env: productionEnvironment() },
  )
  await waitUntilAnswers('The reference', origin, processes.stopping)
  return origin
}
