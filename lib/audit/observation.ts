/** What looking at AWS showed of a change whose outcome nobody recorded; `words` tell what was seen. */
export type Sighting = { outcome: 'done' } | { outcome: 'failed' | 'unknown'; words: string }

type Change = { before: string | null; after: string | null }

export const REPOSITORY_GONE: Sighting = {
  outcome: 'unknown',
  words:
    'The portal looked later: the repository is not there any more, so nobody knows whether it was made.',
}

/** Of a change from one text to another; `isThere` says whether a text is what is there now. */
export function sightingOf({ before, after }: Change, isThere: (text: string | null) => boolean): Sighting {
  if (isThere(after)) return { outcome: 'done' }
  if (isThere(before))
    return {
      outcome: 'failed',
      words: 'It was not made: the portal looked later, and all is as it was before.',
    }
  return {
    outcome: 'unknown',
    words:
      'Somebody changed it since: the portal looked later, and found neither what was before nor what was wanted.',
  }
}
