import type { RepositoryRef } from '@/lib/repositories/reference'
import { nameAt, type RegistryIndex } from './registry-index'

const MOST = 6

/** Repositories with the same name, or one easily confused with it: it differs only in separators, or by one edit. */
export function lookAlikes(registries: readonly RegistryIndex[], wanted: string): RepositoryRef[] {
  const plain = withoutSeparators(wanted)
  const found: { ref: RepositoryRef; distance: number }[] = []
  for (const index of registries)
    for (let row = 0; row < index.starts.length - 1; row += 1) {
      const name = nameAt(index, row)
      const distance = distanceOf(name, wanted, plain)
      if (distance !== undefined) found.push({ ref: { ...index.registry, name }, distance })
    }
  return found
    .sort((a, b) => a.distance - b.distance || (a.ref.name < b.ref.name ? -1 : 1))
    .slice(0, MOST)
    .map(({ ref }) => ref)
}

function distanceOf(name: string, wanted: string, plain: string): number | undefined {
  if (name === wanted) return 0
  if (name.length >= plain.length && withoutSeparators(name) === plain) return 1
  return isOneEditApart(name, wanted) ? 2 : undefined
}

function withoutSeparators(name: string): string {
  return name.replace(/[._/-]/g, '')
}

/** One character added, left out or changed. */
function isOneEditApart(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (long.length - short.length > 1 || a === b) return false
  let start = 0
  while (start < short.length && short[start] === long[start]) start += 1
  const skip = short.length === long.length ? 1 : 0
  return short.slice(start + skip) === long.slice(start + 1)
}
