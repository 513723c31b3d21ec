import 'server-only'
import { PortalError } from '@/lib/errors'

const DEADLINE_MS = 15_000

type Page<T> = { items: T[] | undefined; nextToken: string | undefined }

/** All items of a paged call, or a failure: never a part of them as if it were all. `list` names what is read. */
export async function readPages<T>(
  list: string,
  readPage: (nextToken: string | undefined, options: { abortSignal: AbortSignal }) => Promise<Page<T>>,
): Promise<T[]> {
  const abortSignal = AbortSignal.timeout(DEADLINE_MS)
  const found: T[] = []
  const seen = new Set<string>()
  let token: string | undefined
  do {
    const { items, nextToken } = await readPage(token, { abortSignal })
    // A 200 without a body reads as a success with nothing in it. It is not an empty list.
    if (!items) throw unavailable(`AWS answered without a list of ${list}.`)
    for (const item of items) found.push(item)
    if (nextToken && seen.has(nextToken)) throw unavailable('AWS sent the same page again and again.')
    if (nextToken) seen.add(nextToken)
    token = nextToken
  } while (token)
  return found
}

function unavailable(what: string): PortalError {
  return new PortalError('aws-unavailable', `${what} Try again in a minute.`)
}
