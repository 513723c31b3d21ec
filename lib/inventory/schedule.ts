import { type Registry, registryKey } from '@/lib/accounts/registry'

const READ_AGAIN_MS = 5 * 60_000
const TRY_AGAIN_MS = 30_000

/** When each registry is due to be read. Spread by chance, so that registries and processes do not all read at once. */
export type Schedule = ReturnType<typeof openSchedule>

export function openSchedule(random: () => number) {
  const due = new Map<string, number>()
  function after(registry: Registry, at: number, pauseMs: number): void {
    due.set(registryKey(registry), at + pauseMs * (1 + random()))
  }
  return {
    afterReading: (registry: Registry, readAt: number) => after(registry, readAt, READ_AGAIN_MS),
    afterFailure: (registry: Registry, failedAt: number) => after(registry, failedAt, TRY_AGAIN_MS),
    isDue: (registry: Registry, now: number) => now >= (due.get(registryKey(registry)) ?? 0),
  }
}
