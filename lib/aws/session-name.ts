import 'server-only'
import { createHash } from 'node:crypto'

const MOST = 64
const HASH_LENGTH = 12

/**
 * A person's id as the name of a session and as its source identity: 2 to 64 characters of [\w+=,.@-], for any id. What
 * does not fit as it is ends with a hash of the whole, so that two people never share a name.
 */
export function sessionName(who: string): string {
  const clean = who.replace(/[^\w+=,.@-]/g, '-')
  if (clean === who && who.length >= 2 && who.length <= MOST) return who
  // As JSON, which also tells apart characters that UTF-8 cannot hold.
  const hash = createHash('sha256').update(JSON.stringify(who)).digest('hex').slice(0, HASH_LENGTH)
  return `${clean.slice(0, MOST - HASH_LENGTH - 1)}-${hash}`
}
