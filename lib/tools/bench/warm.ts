import { setTimeout as pause } from 'node:timers/promises'
import { registryKey } from '@/lib/accounts/registry'
import { paths } from '@/lib/paths'
import type { Repository } from '@/lib/repositories/model'
import { openConnection } from './connection'
import type { PortalProcess } from './portal-process'

const LIMIT_MS = 120_000

/** Resolves when the portal's list finds the repository that each registry names last. */
export async function untilWarm(portal: PortalProcess, rows: readonly Repository[]): Promise<void> {
  const lastOnes = new Map(rows.map((row) => [registryKey(row), row]))
  const connection = openConnection(portal.origin, portal.cookie)
  const limit = performance.now() + LIMIT_MS
  for (const row of lastOnes.values())
    while (
      !(await connection.get(paths.repositories({ q: row.name }))).body.includes(paths.repository(row))
    ) {
      if (performance.now() > limit) throw new Error(`The portal does not find ${row.name}`)
      await pause(100)
    }
}
