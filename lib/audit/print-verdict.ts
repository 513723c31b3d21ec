import 'server-only'
import { config } from '@/lib/config/config'
import { closeDb, getDb } from '@/lib/db/db'
import type { Head } from './chain'
import { type Verdict, verifyChain } from './verify-chain'

const BROKEN = 1
const NOT_VERIFIED = 2

const USAGE = `Checks the chain of audit records.
  npm run audit:verify
  npm run audit:verify -- --head SEQ:HASH    also check against a head you kept`

// Runs in its own process, started by lib/tools/launch/audit-verify.mjs with the portal's environment.
try {
  const kept = keptHead(process.argv.slice(2))
  const verdict = await verifyChain(await getDb(), config().auditKey, kept)
  console.log(inWords(verdict))
  if (!verdict.ok) process.exitCode = BROKEN
} catch (error) {
  console.error(`Nothing was verified. ${error instanceof Error ? error.message : error}`)
  process.exitCode = NOT_VERIFIED
} finally {
  await closeDb().catch(() => undefined)
}

function keptHead(args: readonly string[]): Head | undefined {
  if (args.length === 0) return undefined
  const [, id, hash] = /^--head[= ]([1-9]\d{0,14}):(v\d+\.[0-9a-f]{64})$/.exec(args.join(' ')) ?? []
  if (id && hash) return { id: Number(id), hash }
  throw new Error(`“${args.join(' ')}” isn’t a valid option.\n${USAGE}`)
}

function inWords(verdict: Verdict): string {
  const { sealed, unsealed, head } = verdict
  const older = unsealed > 0 ? ` ${unsealed} older records have no hash and can’t be checked.` : ''
  if (!verdict.ok)
    return `BROKEN at ${verdict.id}: ${verdict.problem}\n${sealed} records before it are intact.${older}`
  if (sealed === 0) return `There are no records to check yet.${older}`
  return `All ${sealed} records are intact.${older}\nHead, to keep outside the portal: ${head.id}:${head.hash}`
}
