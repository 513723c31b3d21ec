import type { Repository } from './model'

type Settings = Pick<Repository, 'mutability' | 'mutabilityExclusions' | 'scanOnPush'>

/** The settings as people read them. The words are recorded, and compared with what is there when an outcome is not known. */
export function settingsWords(settings: Settings): string {
  return `${tagWords(settings)}, ${scanWords(settings)}`
}

export function tagWords({ mutability, mutabilityExclusions: filters }: Settings): string {
  return filters.length > 0 ? `tags ${mutability} except ${filters.join(', ')}` : `tags ${mutability}`
}

export function scanWords({ scanOnPush }: Settings): string {
  return `scan on push ${scanOnPush ? 'on' : 'off'}`
}
