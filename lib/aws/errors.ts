import 'server-only'
import { PortalError, type PortalErrorCode } from '@/lib/errors/portal-error'

// By name, never by HTTP status: ECR answers a refusal with 400.
const CODES: Record<string, PortalErrorCode> = {
  // STS's name: the portal may not take the account's role.
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
 * What is wrong with the credentials, and what operations does about it. STS and ECR name the same refusal differently,
 * which tells the portal's own credentials, that STS sees, from the session in an account, that ECR sees.
 */
const CREDENTIALS: Record<string, (trouble: Trouble) => string> = {
  CredentialsProviderError: ({ what, kept }) =>
    `The portal has no AWS credentials of its own, so it could not ${what}. ${kept} Infrastructure operations gives the portal’s process a role, or looks why the one that it has cannot be read.`,
  ExpiredToken: ({ what, kept }) =>
    `The portal’s own AWS credentials have expired, so it could not ${what}. ${kept} Infrastructure operations renews them and starts the portal again.`,
  InvalidClientTokenId: ({ what, kept }) =>
    `AWS does not know the access key that the portal runs with, or no longer, so it could not ${what}. ${kept} Infrastructure operations gives the portal valid credentials and starts it again.`,
  SignatureDoesNotMatch: signature,
  InvalidSignatureException: signature,
  RequestTimeTooSkewed: clock,
  RequestExpired: clock,
  RegionDisabledException: ({ what, kept }) =>
    `AWS signs nobody in to a region that its account has not switched on, so the portal could not ${what}. ${kept} Infrastructure operations switches the region on, or takes it out of the accounts file.`,
  ExpiredTokenException: session,
  UnrecognizedClientException: session,
}

function signature(trouble: Trouble): string {
  if (/expired|not yet current/i.test(trouble.said)) return clock(trouble)
  return `AWS finds that the portal’s secret key does not belong to its access key, so it could not ${trouble.what}. ${trouble.kept} Infrastructure operations gives the portal the right pair and starts it again.`
}

function clock({ what, kept }: Trouble): string {
  return `The clock of the portal’s machine is wrong by more than AWS tolerates, so the portal could not ${what}. ${kept} Infrastructure operations sets the clock.`
}

function session({ what, kept }: Trouble): string {
  return `AWS ended the portal’s session in this account, so it could not ${what}. ${kept} Try again: the portal signs in anew. If it fails again, infrastructure operations checks the account.`
}

/** Whether another session may do better than this one: it has ended, or AWS was told to refuse those that began before now. */
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

/** As `fromAws`, for a call that changes something: without an answer nobody knows whether it did. */
export function fromAwsWrite(error: unknown, what: string, kept: string): unknown {
  const known = fromAws(error, what, kept)
  return known instanceof PortalError && isUnanswered(error)
    ? new PortalError(
        'aws-unavailable',
        `AWS did not answer when the portal tried to ${what}, so it is not certain whether it did. Reload the page and look before you try again.`,
        { cause: error },
      )
    : known
}

/** Whether AWS's answer never came or said nothing, so that a write may or may not have been made. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof Error && (UNREACHABLE.has(error.name) || UNREACHABLE.has(codeOf(error)))
}

/** How a call failed, in one of few words. What AWS says of every missing thing has a name of its own. */
export function outcomeOf(error: unknown): PortalErrorCode | 'credentials' | 'failed' {
  if (!(error instanceof Error)) return 'failed'
  if (error.name.endsWith('NotFoundException')) return 'not-found'
  if (error.name in CREDENTIALS) return 'credentials'
  return CODES[error.name] ?? (isUnanswered(error) ? 'aws-unavailable' : 'failed')
}

/**
 * Turns what the SDK throws into an expected error, in the one place that knows AWS's names. `what` finishes the
 * sentence "AWS …": "could not create cwp/x", and `kept` says what was not changed. Anything unknown comes back as it is.
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
      `AWS did not give a usable answer, so the portal could not ${what}. ${kept} Try again in a minute.`,
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
        return `AWS does not let the portal sign in to this account, so it could not ${what}: “${error.message}” ${kept} Infrastructure operations compares the role there with what it needs, on the page Accounts.`
      return `AWS did not let the portal ${what}: “${error.message}” ${kept} Infrastructure operations can extend the portal’s role.`
    case 'throttled':
      return `AWS is limiting requests, so the portal could not ${what}. ${kept} Try again in a minute.`
    default:
      return `AWS refused to ${what}: “${error.message}” ${kept}`
  }
}
