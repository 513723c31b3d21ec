import 'server-only'
import { PortalError } from '@/lib/errors'

const DEADLINE_MS = 15_000

type Page<T> = { items: T[] | undefined; nextToken: string | undefined }

/**
 * Gives away every page of a paged call, one after the other. Fails when there is no end to them or one of them is
 * missing, so that a part is never taken for all. `list` names what is read.
 */
export async function readPages<T>(
  list: string,
  readPage: (nextToken: string | undefined, options: { abortSignal: AbortSignal }) => Promise<Page<T>>,
  onPage: (items: T[]) => void,
): Promise<void> {
  const abortSignal = AbortSignal.timeout(DEADLINE_MS)
  const seen = new Set<string>()
  let token: string | undefined
  do {
    const { items, nextToken } = await readPage(token, { abortSignal })
    // A 200 without a body reads as a success with nothing in it. It is not an empty list.
    if (!items) throw unavailable(`AWS answered without a list of ${list}.`)
    if (nextToken && seen.has(nextToken)) throw unavailable('AWS sent the same page again and again.')
    onPage(items)
    if (nextToken) seen.add(nextToken)
    token = nextToken
  } while (token)
}

function unavailable(what: string): PortalError {
  return new PortalError('aws-unavailable', `${what} Try again in a minute.`)
}
