import type { ProgressLine } from '@/lib/inventory/progress'
import { paths } from '@/lib/paths'

/**
 * Tells how far the readings under way are, until all have ended, and what a search finds meanwhile; with `POST` it begins to
 * read all registries first. Answers with a sentence when the portal did not.
 */
export async function watchProgress(
  method: 'GET' | 'POST',
  search: string | undefined,
  signal: AbortSignal,
  onLine: (line: ProgressLine) => void,
): Promise<string | undefined> {
  try {
    const response = await fetch(paths.progress(search), { method, signal })
    if (response.status === 401) return 'You’re signed out, so nothing was read. Reload the page to sign in.'
    if (response.status === 429) return await response.text()
    if (!response.ok || !response.body) return NO_ANSWER
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    let rest = ''
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return undefined
      const lines = (rest + value).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) onLine(JSON.parse(line) as ProgressLine) // Our own route's words.
    }
  } catch (error) {
    if (signal.aborted) return undefined
    console.warn('the progress was not told', error)
    return NO_ANSWER
  }
}

const NO_ANSWER = 'The portal stopped reporting progress. Reload the page to see the current state.'
