/** What AWS shows later of a change whose outcome was not recorded; `words` say what was found. */
export type Observation = { outcome: 'done' } | { outcome: 'failed' | 'unknown'; words: string }

type Change = { before: string | null; after: string | null }

export const REPOSITORY_GONE: Observation = {
  outcome: 'unknown',
  words:
    'The portal checked later, but the repository no longer exists, so we can’t tell whether the change was made.',
}

/** For a change from one text to another; `isThere` says whether a text is what AWS has now. */
export function observationOf(
  { before, after }: Change,
  isThere: (text: string | null) => boolean,
): Observation {
  if (isThere(after)) return { outcome: 'done' }
  if (isThere(before))
    return {
      outcome: 'failed',
      words: 'The change wasn’t made: the portal checked later and found everything as it was before.',
    }
  return {
    outcome: 'unknown',
    words:
      'Something else has changed it since: the portal checked later and found neither the previous nor the intended state.',
  }
}
