import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { PortalError } from '@/lib/errors/portal-error'

const DEADLINE_MS = 15_000

type Page<T> = { items: T[] | undefined; nextToken: string | undefined }
type PageOptions = {
  abortSignal: AbortSignal
  /** To be called when the token of the next page is known, if that is before the page itself is. */
  onNextToken: (token: string) => void
}
type ReadPage<T> = (nextToken: string | undefined, options: PageOptions) => Promise<Page<T>>

/**
 * Gives away every page of a paged call, one after the other. Fails when there is no end to them or one of them is
 * missing, so that a part is never taken for all. `list` names what is read.
 */
export async function readPages<T>(
  list: string,
  readPage: ReadPage<T>,
  onPage: (items: T[]) => void,
  stopping?: AbortSignal,
): Promise<void> {
  const inTime = AbortSignal.timeout(DEADLINE_MS)
  // Held here to the end: Node forgets a timeout that only a joined signal knows of.
  const ends = stopping ? [inTime, stopping] : [inTime]
  const failed = new AbortController()
  const abortSignal = AbortSignal.any([...ends, failed.signal])
  const ask = (token: string | undefined) => askFor(readPage, token, abortSignal)
  const seen = new Set<string>()
  let asked = ask(undefined)
  try {
    for (;;) {
      const nextToken = await asked.nextToken
      for (const end of ends) end.throwIfAborted()
      const isEndless = nextToken !== undefined && seen.has(nextToken)
      if (nextToken) seen.add(nextToken)
      // AWS has the next request before this page is dealt with. A page that came is given away whatever becomes of the next.
      const next = nextToken && !isEndless ? ask(nextToken) : undefined
      const { items } = await asked.page
      // A 200 without a body reads as a success with nothing in it. It is not an empty list.
      if (!items) throw unavailable(`AWS answered without a list of ${list}.`)
      if (isEndless) throw unavailable('AWS sent the same page again and again.')
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
  // Whoever waits for either of them hears of a failure; neither may end the process while nobody does.
  page.catch(() => {})
  nextToken.catch(() => {})
  return { page, nextToken }
}

function unavailable(what: string): PortalError {
  return new PortalError('aws-unavailable', `${what} Try again in a minute.`)
}
