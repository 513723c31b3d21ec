import type { Repository } from './model'

export type TagSettings = Pick<Repository, 'mutability' | 'mutabilityExclusions'>
export type ScanSettings = Pick<Repository, 'scanOnPush'>

/** The settings that can change after creation; each takes its own call. */
export type Settings = TagSettings & ScanSettings

export function sameTagSettings(one: TagSettings, other: TagSettings): boolean {
  const [filters, others] = [one.mutabilityExclusions, other.mutabilityExclusions]
  return (
    one.mutability === other.mutability &&
    filters.length === others.length &&
    filters.every((filter, index) => filter === others[index])
  )
}

export function sameSettings(one: Settings, other: Settings): boolean {
  return sameTagSettings(one, other) && one.scanOnPush === other.scanOnPush
}
