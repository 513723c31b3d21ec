import 'server-only'
import { randomUUID } from 'node:crypto'
import { headers } from 'next/headers'
import { unstable_rethrow } from 'next/navigation'
import { recordRefusal } from '@/lib/audit/record'
import { config } from '@/lib/config/config'
import type { Context } from '@/lib/context'
import { PortalError, type PortalErrorCode, toPortalError } from '@/lib/errors/portal-error'
import { getContext } from '@/lib/request-context'
import { log } from '@/lib/runtime/log'
import { rateLimitKey } from '@/lib/sessions/session'
import { isSameOrigin } from './csrf'
import { RATE_LIMITS, rateLimiter } from './rate-limit'

/** The result of a form. A failure leaves the form, and everything typed in it, as they are. */
export type ActionResult<T> =
  | { ok: true; value: T }
  | { ok: false; code: PortalErrorCode | 'unexpected'; message: string; fields: Record<string, string> }

const limitRate = rateLimiter(RATE_LIMITS.calls)

/**
 * Turns a verb into a server action: checks the origin, the caller and the rate limit, and gives every failure a
 * message. Unless it is marked as a read, it asks the identity provider first.
 */
export function action<T>(
  verb: (ctx: Context, input: unknown) => Promise<T>,
  use: 'read' | 'write' = 'write',
) {
  return async (input: unknown): Promise<ActionResult<T>> => {
    let ctx: Context | undefined
    try {
      await requireSameOrigin()
      // Before the database and the identity provider, so that they are rate-limited too.
      const person = await rateLimitKey()
      if (person !== undefined) limitRate(person, new Date())
      ctx = await getContext(use)
      if (!ctx) throw signedOut()
      return { ok: true, value: await verb(ctx, input) }
    } catch (error) {
      unstable_rethrow(error)
      if (ctx) await recordRefusal(ctx, error)
      return failure(error)
    }
  }
}

/** Makes a server action of ending one’s own session, for which no permission has to be checked. */
export function sessionAction(verb: () => Promise<void>) {
  return async (_: unknown): Promise<ActionResult<void>> => {
    try {
      await requireSameOrigin()
      if ((await rateLimitKey()) === undefined) throw signedOut()
      return { ok: true, value: await verb() }
    } catch (error) {
      unstable_rethrow(error)
      return failure(error)
    }
  }
}

/** Next runs an action without an origin, or with a forged forwarded host, so the check is our own. */
async function requireSameOrigin(): Promise<void> {
  if (isSameOrigin(await headers(), config().baseUrl)) return
  throw new PortalError(
    'forbidden',
    'This call didn’t come from one of the portal’s pages, so nothing was changed.',
  )
}

function signedOut(): PortalError {
  return new PortalError(
    'unauthenticated',
    'You’re signed out, so nothing was saved. Sign in again in another tab, then try again in this one. What you typed is still here.',
  )
}

function failure(error: unknown): ActionResult<never> {
  const known = toPortalError(error, 'writing')
  if (known) {
    const { code, message, fields, cause } = known
    if (code === 'database-unavailable') log.error({ err: cause }, 'an action could not be recorded')
    return { ok: false, code, message, fields: { ...fields } }
  }
  const reference = randomUUID().slice(0, 8)
  log.error({ reference, err: error }, 'an action failed unexpectedly')
  return {
    ok: false,
    code: 'unexpected',
    message: `Something went wrong (reference ${reference}). The change may or may not have been made: reload the page to check. If it happens again, give infrastructure operations the reference.`,
    fields: {},
  }
}
