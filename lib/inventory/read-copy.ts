import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { registryKey } from '@/lib/accounts/registry'
import { readFailureOf } from '@/lib/aws/read-failure'
import { log } from '@/lib/runtime/log'
import { inStore, type Tried } from './in-store'
import type { RegistryCopy } from './registry-copy'
import type { Schedule } from './schedule'
import type { InventorySources } from './sources'
import type { ReadingLease } from './store'

const SAVE_AFTER_MS = 100

/** What a reading needs besides the copy that it fills. `tell` lets listeners know that something changed. */
type Reading = { sources: InventorySources; schedule: Schedule; tell: () => void }

/** Reads a registry into its copy and the store, unless another process has the lease. */
export async function readCopy(
  { sources, schedule, tell }: Reading,
  copy: RegistryCopy,
  acquiring: Promise<Tried<Map<string, ReadingLease>>>,
): Promise<void> {
  const { store, holder, now, stopping } = sources
  const { registry } = copy
  const leases = await acquiring
  const lease = leases.ok && leases.value.get(registryKey(registry))
  if (stopping.aborted || (leases.ok && !lease)) {
    copy.leaveToAnother()
    return tell()
  }
  // Without its database the portal still reads, but can neither keep nor share the result.
  const { startedAt, version } = lease || { startedAt: now(), version: 0 }
  try {
    await sources.read(registry, (repositories) => {
      copy.addPage(repositories)
      tell()
    })
  } catch (error) {
    if (stopping.aborted) {
      copy.leaveToAnother()
      return tell()
    }
    const failure = readFailureOf(error, 'this registry', registry, now())
    copy.fail(failure)
    schedule.afterFailure(registry, failure.at)
    tell()
    await inStore('store a failure', () => store.saveFailure(registry, holder, failure))
    return
  }
  const { columns, readAt } = copy.finish(startedAt, now())
  schedule.afterReading(registry, readAt)
  tell()
  // The embedded database works on this process's own thread: pages that AWS has sent become searchable first.
  await pause(SAVE_AFTER_MS)
  const isUnchanged = copy.version !== 0 && copy.version === version
  const saved = await inStore('store a copy', () =>
    store.save(registry, holder, startedAt, isUnchanged ? undefined : columns),
  )
  if (saved.ok && saved.value !== undefined) copy.isStored(columns, saved.value)
}

/** Shows the first few repositories of a copy that has none. */
export async function readFirstRows({ sources, tell }: Reading, copy: RegistryCopy): Promise<void> {
  try {
    copy.show(await sources.readFirst(copy.registry))
    tell()
  } catch (error) {
    // Why AWS does not answer is reported by the reading itself.
    log.debug({ err: error, registry: copy.registry }, 'the first repositories could not be read')
  }
}
