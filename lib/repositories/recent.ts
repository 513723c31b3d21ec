import { parseReference } from './pasted-reference'
import { type RepositoryRef, repositoryArn, repositoryKey } from './reference'

const MOST = 8

/** Where a browser keeps the repositories that this person opened last: one ARN a line, the newest first. */
export function recentKey(user: string): string {
  return `recent ${user}`
}

/** A line that names no repository is left out. */
export function parseRecent(kept: string | null): RepositoryRef[] {
  return (kept ?? '')
    .split('\n')
    .map(parseReference)
    .filter((ref) => ref !== undefined)
    .slice(0, MOST)
}

/** What to keep once this repository was opened. */
export function withVisit(kept: string | null, visited: RepositoryRef): string {
  const others = parseRecent(kept).filter((ref) => repositoryKey(ref) !== repositoryKey(visited))
  return [visited, ...others].slice(0, MOST).map(repositoryArn).join('\n')
}
