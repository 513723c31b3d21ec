import type { RepositoryRef } from '@/lib/repositories/reference'

/** A policy that someone saved, identified by its Sid. Without `endedAt`, its outcome is unknown. */
export type Save = { name: string; sid: string; beganAt: number; endedAt: number | undefined }

/** What people were told during this run, to compare with what is stored at the end. */
export type Expectations = {
  saves: Save[]
  /** Numbers of requests that were acknowledged. */
  requests: number[]
  /** Requests whose proposal was acknowledged as applied. */
  grants: { id: number; ref: RepositoryRef; sid: string }[]
  created: RepositoryRef[]
  counts: Map<string, number>
}

export function openExpectations(): Expectations {
  return { saves: [], requests: [], grants: [], created: [], counts: new Map() }
}

export function countOne({ counts }: Expectations, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1)
}

/**
 * Acknowledged saves of one repository that the policy found in the end contradicts: it was over before they began. The
 * ones that nobody knows of may have been made at any time.
 */
export function lostSaves(saves: readonly Save[], found: string | undefined): Save[] {
  const acknowledged = saves.filter(({ endedAt }) => endedAt !== undefined)
  const last = saves.find(({ sid }) => sid === found)
  if (!last) return acknowledged
  return acknowledged.filter(
    ({ sid, beganAt }) => sid !== found && beganAt > (last.endedAt ?? Number.POSITIVE_INFINITY),
  )
}
