import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { PortalError } from '@/lib/errors/portal-error'
import { timeoutSignal } from '@/lib/runtime/timeout'

const DEADLINE_MS = 15_000

type Page<T> = { items: T[] | undefined; nextToken: string | undefined }
type PageOptions = {
  abortSignal: AbortSignal
  /** To be called with the token of the next page, if it is known before the page itself. */
  onNextToken: (token: string) => void
}
type ReadPage<T> = (nextToken: string | undefined, options: PageOptions) => Promise<Page<T>>

/**
 * Passes on every page of a paginated call, one after the other. Fails if the pages never end or one is missing, so that a
 * part is never mistaken for the whole. `list` names what is read.
 */
export async function readPages<T>(
  list: string,
  readPage: ReadPage<T>,
  onPage: (items: T[]) => void,
  stopping?: AbortSignal,
): Promise<void> {
  const deadline = timeoutSignal(DEADLINE_MS, ...(stopping ? [stopping] : []))
  const failed = new AbortController()
  const abortSignal = AbortSignal.any([deadline, failed.signal])
  const ask = (token: string | undefined) => askFor(readPage, token, abortSignal)
  const seen = new Set<string>()
  let asked = ask(undefined)
  try {
    for (;;) {
      const nextToken = await asked.nextToken
      deadline.throwIfAborted()
      const isEndless = nextToken !== undefined && seen.has(nextToken)
      if (nextToken) seen.add(nextToken)
      // The next request is sent before this page is processed. A page that came is passed on even if the next one fails.
      const next = nextToken && !isEndless ? ask(nextToken) : undefined
      const { items } = await asked.page
      // A 200 without a body looks like a success, but it is not an empty list.
      if (!items) throw unavailable(`AWS answered without a list of ${list}.`)
      if (isEndless) throw unavailable('AWS sent the same page over and over.')
      await nextTurn()
      onPage(items)
      if (!next) return
      asked = next
    }
  } catch (error) {
    failed.abort()
    throw error
  }
}

type Asked<T> = { page: Promise<Page<T>>; nextToken: Promise<string | undefined> }

function askFor<T>(readPage: ReadPage<T>, token: string | undefined, abortSignal: AbortSignal): Asked<T> {
  let onNextToken: (token: string) => void = () => {}
  const early = new Promise<string>((resolve) => {
    onNextToken = resolve
  })
  const page = readPage(token, { abortSignal, onNextToken })
  const nextToken = Promise.race([early, page.then((read) => read.nextToken || undefined)])
  // A failure reaches whoever awaits either; while nobody does, it must not end the process as unhandled.
  page.catch(() => {})
  nextToken.catch(() => {})
  return { page, nextToken }
}

function unavailable(what: string): PortalError {
  return new PortalError('aws-unavailable', `${what} Try again in a minute.`)
}
