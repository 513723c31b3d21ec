import type { Repository } from '@/lib/repositories/model'
import type { RegistryCopy } from './model'

const MOST = 6

/** Repositories whose name is the same, or could be meant: it differs only in separators, or by one edit. */
export function lookAlikes(copies: readonly RegistryCopy[], name: string): Repository[] {
  const plain = withoutSeparators(name)
  const found: { repository: Repository; distance: number }[] = []
  for (const { repositories } of copies)
    for (const repository of repositories) {
      const distance =
        repository.name === name
          ? 0
          : withoutSeparators(repository.name) === plain
            ? 1
            : isOneEditApart(repository.name, name)
              ? 2
              : undefined
      if (distance !== undefined) found.push({ repository, distance })
    }
  return found
    .sort((a, b) => a.distance - b.distance || (a.repository.name < b.repository.name ? -1 : 1))
    .slice(0, MOST)
    .map(({ repository }) => repository)
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
