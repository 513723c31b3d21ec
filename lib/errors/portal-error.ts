import { databaseFailure } from '@/lib/db/failure'

/** What can go wrong in a way that a person is told about. Anything else is a bug and is shown with a reference id. */
export type PortalErrorCode =
  | 'invalid'
  | 'unauthenticated'
  /** The database or the identity provider cannot say at present whether the session is still valid. */
  | 'session-unverified'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'throttled'
  | 'aws-denied'
  | 'aws-unavailable'
  | 'database-unavailable'

/** An expected failure. `message` is for the person: what happened, what was not changed, what to do next. */
export class PortalError extends Error {
  readonly code: PortalErrorCode
  /** Per-field messages of an `invalid` input, keyed by field name. */
  readonly fields: Readonly<Record<string, string>>

  constructor(
    code: PortalErrorCode,
    message: string,
    options: { cause?: unknown; fields?: Record<string, string> } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'PortalError'
    this.code = code
    this.fields = options.fields ?? {}
  }
}

/**
 * An error as an expected failure, undefined for a bug. A database that fails is one of these here and nowhere else, in
 * words for what was being done.
 */
export function toPortalError(
  error: unknown,
  doing: Parameters<typeof databaseFailure>[1],
): PortalError | undefined {
  if (error instanceof PortalError) return error
  const sentence = databaseFailure(error, doing)
  return sentence === undefined
    ? undefined
    : new PortalError('database-unavailable', sentence, { cause: error })
}

/** An expected failure of a reading as a value, so that a page can show it in its place. Anything unexpected still throws. */
export async function attempt<T>(reading: Promise<T>): Promise<T | PortalError> {
  try {
    return await reading
  } catch (error) {
    const failure = toPortalError(error, 'reading')
    if (failure) return failure
    throw error
  }
}
