import { parseReference } from './pasted-reference'
import { type RepositoryRef, repositoryArn, repositoryKey } from './reference'

const MOST = 8

/** Where a browser keeps the repositories opened last: one ARN per line, newest first. */
export function recentKey(user: string): string {
  return `recent ${user}`
}

/** Ignores a line that isn't a repository's ARN. */
export function parseRecent(kept: string | null): RepositoryRef[] {
  return (kept ?? '')
    .split('\n')
    .map(parseReference)
    .filter((ref) => ref !== undefined)
    .slice(0, MOST)
}

/** What to keep after opening this repository. */
export function withVisit(kept: string | null, visited: RepositoryRef): string {
  const others = parseRecent(kept).filter((ref) => repositoryKey(ref) !== repositoryKey(visited))
  return [visited, ...others].slice(0, MOST).map(repositoryArn).join('\n')
}
