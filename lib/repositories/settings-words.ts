import type { ScanSettings, Settings, TagSettings } from './settings'

/** Settings, or the known ones of them, in words. */
export function settingsWords({
  mutability,
  mutabilityExclusions = [],
  scanOnPush,
}: Partial<Settings>): string {
  return [
    ...(mutability === undefined ? [] : [tagWords({ mutability, mutabilityExclusions })]),
    ...(scanOnPush === undefined ? [] : [scanWords({ scanOnPush })]),
  ].join(', ')
}

export function tagWords({ mutability, mutabilityExclusions: filters }: TagSettings): string {
  return filters.length > 0 ? `tags ${mutability} except ${filters.join(', ')}` : `tags ${mutability}`
}

export function scanWords({ scanOnPush }: ScanSettings): string {
  return `scan on push ${scanOnPush ? 'on' : 'off'}`
}
