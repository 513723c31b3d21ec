/** What looking at AWS showed of a change whose outcome nobody recorded; `words` tell what was seen. */
export type Sighting = { outcome: 'done' } | { outcome: 'failed' | 'unknown'; words: string }

type Change = { before: string | null; after: string | null }

export const REPOSITORY_GONE: Sighting = {
  outcome: 'unknown',
  words:
    'The portal checked later, but the repository no longer exists, so we can’t tell whether the change was made.',
}

/** Of a change from one text to another; `isThere` says whether a text is what is there now. */
export function sightingOf({ before, after }: Change, isThere: (text: string | null) => boolean): Sighting {
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
