import { outputOf, type Processes } from './processes'

/** What a process has in memory, in MB; undefined where the system does not tell. */
export async function residentMegabytes(processes: Processes, pid: number): Promise<number | undefined> {
  const kilobytes = Number(await outputOf(processes, 'ps', ['-o', 'rss=', '-p', String(pid)]).catch(() => ''))
  return kilobytes > 0 ? Math.round(kilobytes / 1000) : undefined
}
