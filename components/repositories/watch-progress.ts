import type { ProgressLine } from '@/lib/inventory/progress'
import { paths } from '@/lib/paths'

/**
 * Reports the progress of current readings, and what a search finds meanwhile, until all have ended; with `POST` it
 * starts reading all registries first. Returns a message when the portal couldn't.
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
      for (const line of lines) onLine(JSON.parse(line) as ProgressLine) // From our own route.
    }
  } catch (error) {
    if (signal.aborted) return undefined
    console.warn('the progress was not told', error)
    return NO_ANSWER
  }
}

const NO_ANSWER = 'The portal stopped reporting progress. Reload the page to see the current state.'
