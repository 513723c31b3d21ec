/** What can go wrong in a way that a person is told about. Anything else is a bug and is shown with a reference id. */
export type PortalErrorCode =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'throttled'
  | 'aws-denied'
  | 'aws-unavailable'

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

/** An expected failure as a value, so that a page can show it in its place. Anything unexpected still throws. */
export async function attempt<T>(work: Promise<T>): Promise<T | PortalError> {
  try {
    return await work
  } catch (error) {
    if (error instanceof PortalError) return error
    throw error
  }
}
