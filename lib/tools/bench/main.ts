import { cpus } from 'node:os'
import { type Fixture, openFixture } from './fixture'
import { GOALS, type RowId } from './goals'
import { MEASURES } from './measures'
import { type Options, readOptions } from './options'
import { residentMegabytes } from './portal-memory'
import { Skipped } from './skipped'
import { inJson, inText, isGood, type Row } from './table'

const print = console.log
// What is under way is said here and by the launcher's parts; standard output is for the result alone.
console.log = console.error

async function main(options: Options): Promise<void> {
  const fixture = openFixture()
  // npm passes a signal on that the terminal has sent to all of us already, so it may arrive more than once.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => fixture.close().then(() => process.exit(130)))
  try {
    const rows = await Promise.race([fixture.death, measureAll(fixture, options)])
    // What was measured until an interruption is no result.
    if (fixture.processes.stopping.aborted) return
    const table = `${inText(rows)}\n\n${await circumstances(fixture)}`
    if (options.json) console.error(table)
    else print(table)
    process.exitCode = rows.every(isGood) ? 0 : 1
    await fixture.close()
    if (options.json) print(inJson(rows))
  } finally {
    await fixture.close()
  }
}

async function measureAll(fixture: Fixture, { only }: Options): Promise<Row[]> {
  const rows = new Map<RowId, Row>()
  for (const goal of Object.keys(MEASURES).flatMap((id) => GOALS.filter((each) => each.id === id)))
    if (only.includes(goal.id) && !fixture.processes.stopping.aborted) {
      console.error(`${goal.id}: ${goal.what} …`)
      rows.set(goal.id, { ...goal, ...(await outcomeOf(fixture, goal.id)) })
    }
  return GOALS.flatMap(({ id }) => rows.get(id) ?? [])
}

type Outcome =
  | Pick<Extract<Row, { figures: object }>, 'figures'>
  | Pick<Extract<Row, { figures: undefined }>, 'figures' | 'outcome' | 'reason'>

/** One row that fails leaves the others as they are. */
async function outcomeOf(fixture: Fixture, id: RowId): Promise<Outcome> {
  try {
    return { figures: await MEASURES[id](fixture) }
  } catch (error) {
    const outcome = error instanceof Skipped ? 'skipped' : 'failed'
    const [reason = ''] = String(error instanceof Error ? error.message : error).split('\n', 1)
    if (outcome === 'failed' && !fixture.processes.stopping.aborted) console.error(error)
    return { figures: undefined, outcome, reason }
  }
}

/** Under what circumstances these figures came about. */
async function circumstances(fixture: Fixture): Promise<string> {
  const pid = await fixture.portalPid()
  const memory = pid && (await residentMegabytes(fixture.processes, pid))
  return [
    `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${process.platform}, ${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}`,
    'One page of AWS takes 150 ms; the registries hold 100,000 repositories and the seed.',
    ...(memory ? [`The portal’s process holds ${memory} MB after serving all this.`] : []),
  ].join('\n')
}

try {
  await main(readOptions(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
