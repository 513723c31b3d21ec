import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { typescript } from '@/lib/tools/launch/root.mjs'
import type { Fixture } from './fixture'
import type { Figures } from './interleave'
import { outputOf } from './processes'

const MEGABYTE = 1_000_000

/** P19: what the index takes in memory, beside the same rows as JSON text. */
export async function measureIndexSize(fixture: Fixture): Promise<Figures> {
  const text = JSON.stringify(await fixture.rows())
  const file = join(fixture.directory, 'rows.json')
  writeFileSync(file, text)
  const args = ['--expose-gc', ...typescript, 'lib/tools/bench/weigh-index.ts', file]
  const bytes = z.number().parse(JSON.parse(await outputOf(fixture.processes, process.execPath, args)))
  return { portal: bytes / MEGABYTE, reference: Buffer.byteLength(text) / MEGABYTE }
}
