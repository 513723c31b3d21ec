import 'server-only'
import { PortalError, type PortalErrorCode } from '@/lib/errors/portal-error'

// By name, never by HTTP status: ECR denies access with a 400.
const CODES: Record<string, PortalErrorCode> = {
  // From STS: the portal isn't allowed to assume the account's role.
  AccessDenied: 'aws-denied',
  AccessDeniedException: 'aws-denied',
  Throttling: 'throttled',
  ThrottlingException: 'throttled',
  TooManyRequestsException: 'throttled',
  RepositoryNotFoundException: 'not-found',
  ImageNotFoundException: 'not-found',
  RepositoryAlreadyExistsException: 'conflict',
  InvalidParameterException: 'invalid',
  InvalidTagParameterException: 'invalid',
  TooManyTagsException: 'invalid',
  ValidationException: 'invalid',
  KmsException: 'invalid',
  LimitExceededException: 'invalid',
}

type Trouble = { what: string; kept: string; said: string }

/**
 * What is wrong with the credentials, and how operations can fix it. STS and ECR have different names for the same error,
 * which tells the portal's own credentials (used with STS) from its session in an account (used with ECR).
 */
const CREDENTIALS: Record<string, (trouble: Trouble) => string> = {
  CredentialsProviderError: ({ what, kept }) =>
    `The portal has no AWS credentials of its own, so it couldn’t ${what}. ${kept} Infrastructure operations needs to give the portal’s process a role, or find out why its role can’t be read.`,
  ExpiredToken: ({ what, kept }) =>
    `The portal’s own AWS credentials have expired, so it couldn’t ${what}. ${kept} Infrastructure operations needs to renew them and restart the portal.`,
  InvalidClientTokenId: ({ what, kept }) =>
    `AWS doesn’t recognise the portal’s access key (any more), so the portal couldn’t ${what}. ${kept} Infrastructure operations needs to give the portal valid credentials and restart it.`,
  SignatureDoesNotMatch: signature,
  InvalidSignatureException: signature,
  RequestTimeTooSkewed: clock,
  RequestExpired: clock,
  RegionDisabledException: ({ what, kept }) =>
    `This region isn’t enabled in the AWS account, so the portal couldn’t ${what}. ${kept} Infrastructure operations needs to enable the region, or remove it from the accounts file.`,
  ExpiredTokenException: session,
  UnrecognizedClientException: session,
}

function signature(trouble: Trouble): string {
  if (/expired|not yet current/i.test(trouble.said)) return clock(trouble)
  return `The portal’s secret key doesn’t match its access key, so the portal couldn’t ${trouble.what}. ${trouble.kept} Infrastructure operations needs to give the portal the right pair and restart it.`
}

function clock({ what, kept }: Trouble): string {
  return `The clock on the portal’s machine is wrong by more than AWS accepts, so the portal couldn’t ${what}. ${kept} Infrastructure operations needs to correct it.`
}

function session({ what, kept }: Trouble): string {
  return `AWS ended the portal’s session in this account, so the portal couldn’t ${what}. ${kept} Try again: the portal will start a new session. If it fails again, tell infrastructure operations.`
}

/** Whether a new session may succeed: this one has expired, or sessions from before a certain time were revoked. */
export function endsSession(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (
    error.name === 'ExpiredTokenException' ||
    error.name === 'UnrecognizedClientException' ||
    (error.name === 'AccessDeniedException' &&
      error.message.includes('with an explicit deny in an identity-based policy'))
  )
}

const UNREACHABLE = new Set([
  'TimeoutError',
  'AbortError',
  'SyntaxError',
  'ServerException',
  'ServiceUnavailable',
  'InternalFailure',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EPIPE',
])

/** Like `fromAws`, for a call that changes something: without a response, it may or may not have done so. */
export function fromAwsWrite(error: unknown, what: string, kept: string): unknown {
  const known = fromAws(error, what, kept)
  return known instanceof PortalError && isUnanswered(error)
    ? new PortalError(
        'aws-unavailable',
        `AWS didn’t respond when the portal tried to ${what}, so we don’t know whether it did. Reload the page and check before you try again.`,
        { cause: error },
      )
    : known
}

/** Whether AWS's response was missing or unusable, so that a write may or may not have been made. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof Error && (UNREACHABLE.has(error.name) || UNREACHABLE.has(codeOf(error)))
}

/** How a call failed, as one of a few codes. AWS has a separate error for each kind of missing thing. */
export function outcomeOf(error: unknown): PortalErrorCode | 'credentials' | 'failed' {
  if (!(error instanceof Error)) return 'failed'
  if (error.name.endsWith('NotFoundException')) return 'not-found'
  if (error.name in CREDENTIALS) return 'credentials'
  return CODES[error.name] ?? (isUnanswered(error) ? 'aws-unavailable' : 'failed')
}

/**
 * Turns what the SDK throws into an expected error, in the one place that knows AWS's names. `what` completes "the portal
 * couldn't …", for example "create cwp/x", and `kept` says what was not changed. Returns anything unknown as it is.
 */
export function fromAws(error: unknown, what: string, kept: string): unknown {
  if (error instanceof PortalError || !(error instanceof Error)) return error
  const code = CODES[error.name]
  if (code) return new PortalError(code, sentence(error, code, what, kept), { cause: error })
  const trouble = CREDENTIALS[error.name]
  if (trouble)
    return new PortalError('aws-unavailable', trouble({ what, kept, said: error.message }), { cause: error })
  if (UNREACHABLE.has(error.name) || UNREACHABLE.has(codeOf(error)) || '$metadata' in error)
    return new PortalError(
      'aws-unavailable',
      `AWS didn’t return a usable response, so the portal couldn’t ${what}. ${kept} Try again in a minute.`,
      { cause: error },
    )
  return error
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}

function sentence(error: Error, code: PortalErrorCode, what: string, kept: string): string {
  switch (code) {
    case 'aws-denied':
      if (error.name === 'AccessDenied')
        return `AWS doesn’t let the portal sign in to this account, so the portal couldn’t ${what}: “${error.message}” ${kept} Infrastructure operations can check the role on the Accounts page.`
      return `AWS didn’t let the portal ${what}: “${error.message}” ${kept} Infrastructure operations can extend the portal’s role.`
    case 'throttled':
      return `AWS is limiting requests, so the portal couldn’t ${what}. ${kept} Try again in a minute.`
    default:
      return `AWS refused to ${what}: “${error.message}” ${kept}`
  }
}
