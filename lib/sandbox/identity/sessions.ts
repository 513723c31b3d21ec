import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { uniqueId } from './unique-id'

/**
 * What a session token says. It carries everything itself, so that temporary keys outlive a restart of the
 * sandbox.
 */
const Session = z.strictObject({
  roleArn: z.string(),
  roleId: z.string(),
  name: z.string(),
  sourceIdentity: z.string().optional(),
  /** Seconds since 1970. */
  expiresAt: z.number(),
})
export type Session = z.infer<typeof Session>

type TemporaryCredentials = { accessKeyId: string; secretAccessKey: string; sessionToken: string }

// Nothing secret is kept by it: it only tells a token that this sandbox made from one that somebody typed.
const KEY = 'sandbox session tokens'

/**
 * Temporary keys of a session: the key pair is derived from the token, and the token is the session, sealed.
 */
export function credentialsFor(session: Session): TemporaryCredentials {
  const body = Buffer.from(JSON.stringify(session)).toString('base64url')
  const sessionToken = `${body}.${seal(body)}`
  return {
    accessKeyId: uniqueId('ASIA', sessionToken),
    secretAccessKey: secretOf(sessionToken),
    sessionToken,
  }
}

/**
 * The session behind a token, expired or not; undefined when this sandbox never issued the token for this
 * key.
 */
export function openSession(
  accessKeyId: string,
  sessionToken: string,
): { session: Session; secretAccessKey: string } | undefined {
  const [body = '', given = ''] = sessionToken.split('.')
  const wanted = Buffer.from(seal(body))
  const offered = Buffer.from(given)
  if (wanted.length !== offered.length || !timingSafeEqual(wanted, offered)) return undefined
  if (uniqueId('ASIA', sessionToken) !== accessKeyId) return undefined
  const session = Session.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')))
  return { session, secretAccessKey: secretOf(sessionToken) }
}

function secretOf(sessionToken: string): string {
  return `sandbox-${createHmac('sha256', KEY).update(`secret ${sessionToken}`).digest('hex').slice(0, 32)}`
}

function seal(body: string): string {
  return createHmac('sha256', KEY).update(body).digest('base64url')
}
