import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { invalidParameter } from '../protocol/aws-error'

const DEFAULT_PAGE = 100

const Position = z.object({ scope: z.string(), after: z.string(), index: z.number().int() })

/**
 * One page of a list. `scope` names the list (operation, registry, filter): a token of another list is
 * refused, as is one that this sandbox did not write. A page begins behind the last item of the one before,
 * even when items came or went meanwhile.
 */
export function pageOf<T>(
  items: readonly T[],
  input: { nextToken?: string | undefined; maxResults?: number | undefined },
  scope: string,
  keyOf: (item: T) => string,
): { items: T[]; nextToken?: string } {
  const start = input.nextToken === undefined ? 0 : startOf(items, input.nextToken, scope, keyOf)
  const page = items.slice(start, start + (input.maxResults ?? DEFAULT_PAGE))
  const last = page.at(-1)
  const end = start + page.length
  if (last === undefined || end >= items.length) return { items: page }
  return { items: page, nextToken: seal(JSON.stringify({ scope, after: keyOf(last), index: end })) }
}

function startOf<T>(items: readonly T[], token: string, scope: string, keyOf: (item: T) => string): number {
  const position = open(token)
  if (position?.scope !== scope) throw invalidParameter('nextToken', 'Invalid nextToken')
  const before = position.index - 1
  const item = items[before]
  if (item !== undefined && keyOf(item) === position.after) return position.index
  const found = items.findIndex((candidate) => keyOf(candidate) === position.after)
  // The last item itself is gone: everything behind it has moved up by one.
  return found < 0 ? before : found + 1
}

function seal(text: string): string {
  return Buffer.from(`${signature(text)}${text}`).toString('base64')
}

function open(token: string): z.infer<typeof Position> | undefined {
  const sealed = Buffer.from(token, 'base64').toString('utf8')
  const text = sealed.slice(16)
  return sealed.slice(0, 16) === signature(text) ? Position.parse(JSON.parse(text)) : undefined
}

function signature(text: string): string {
  return createHmac('sha256', 'sandbox page tokens').update(text).digest('hex').slice(0, 16)
}
