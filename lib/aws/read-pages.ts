import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { PortalError } from '@/lib/errors'

const DEADLINE_MS = 15_000

type Page<T> = { items: T[] | undefined; nextToken: string | undefined }
type ReadPage<T> = (nextToken: string | undefined, options: { abortSignal: AbortSignal }) => Promise<Page<T>>

/**
 * Gives away every page of a paged call, one after the other. Fails when there is no end to them or one of them is
 * missing, so that a part is never taken for all. `list` names what is read.
 */
export async function readPages<T>(
  list: string,
  readPage: ReadPage<T>,
  onPage: (items: T[]) => void,
  abortSignal: AbortSignal = AbortSignal.timeout(DEADLINE_MS),
): Promise<void> {
  const seen = new Set<string>()
  let page = await readPage(undefined, { abortSignal })
  for (;;) {
    abortSignal.throwIfAborted()
    const { items, nextToken } = page
    // A 200 without a body reads as a success with nothing in it. It is not an empty list.
    if (!items) throw unavailable(`AWS answered without a list of ${list}.`)
    if (!nextToken) return onPage(items)
    if (seen.has(nextToken)) throw unavailable('AWS sent the same page again and again.')
    seen.add(nextToken)
    // AWS has the next request before this page is dealt with. A page that came is given away whatever becomes of the next.
    const [next, given] = await Promise.allSettled([
      readPage(nextToken, { abortSignal }),
      nextTurn().then(() => onPage(items)),
    ])
    if (given.status === 'rejected') throw given.reason
    if (next.status === 'rejected') throw next.reason
    page = next.value
  }
}

function unavailable(what: string): PortalError {
  return new PortalError('aws-unavailable', `${what} Try again in a minute.`)
}
