import { setTimeout as pause } from 'node:timers/promises'
import { timeoutSignal } from '@/lib/runtime/timeout'
import { check, type Finding } from './check'
import { openExpectations } from './expectations'
import { load } from './load'
import { watchMemory } from './memory'
import { readOptions } from './options'
import { checkReadings } from './readings'
import { LOG_FILE, openStage, type Stage } from './stage'
import { makeTrouble } from './trouble'

const KILLS = 5

async function main({ minutes }: { minutes: number }): Promise<void> {
  console.log('Starting a PostgreSQL, a sandbox and two portals …')
  console.log(`The portals’ log: ${LOG_FILE}`)
  const stage = await openStage()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => stage.close().then(() => process.exit(130)))
  try {
    const findings = await Promise.race([stage.processes.death, soak(stage, minutes)])
    for (const { what, isGood, figure } of findings)
      console.log(`${isGood ? 'good' : 'BAD '}  ${what}: ${figure}`)
    process.exitCode = findings.every(({ isGood }) => isGood) ? 0 : 1
  } finally {
    await stage.close()
  }
}

async function soak(stage: Stage, minutes: number): Promise<Finding[]> {
  const readings = await checkReadings(stage)
  const expectations = openExpectations()
  const { stopping } = stage.processes
  const until = timeoutSignal(minutes * 60_000, stopping)
  console.log(`Using them for ${minutes} minutes …`)
  const [memory] = await Promise.all([
    watchMemory(stage, until),
    load(stage, expectations, until),
    makeTrouble(stage, until),
    kill(stage, minutes),
  ])
  for (const [what, times] of [...expectations.counts].sort())
    console.log(`${String(times).padStart(7)}  ${what}`)
  return [readings, ...(await check(expectations, memory, stage.logged()))]
}

/** Ends one of the portals as a crash would, five times in the given minutes, and starts it again. */
async function kill(stage: Stage, minutes: number): Promise<void> {
  const [, killed] = stage.portals
  for (let round = 1; round <= KILLS; round += 1) {
    await pause((minutes * 60_000) / (KILLS + 1), undefined, { signal: stage.processes.stopping })
    console.log(`Killing a portal (${round} of ${KILLS}) …`)
    await killed.killAndRestart()
  }
}

try {
  await main(readOptions(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
