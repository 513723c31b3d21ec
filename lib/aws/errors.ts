import 'server-only'
import { PortalError, type PortalErrorCode } from '@/lib/errors'

// By name, never by HTTP status: ECR answers a refusal with 400.
const CODES: Record<string, PortalErrorCode> = {
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

const CREDENTIALS = new Set([
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
])

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

/**
 * Turns what the SDK throws into an expected error, in the one place that knows AWS's names. `what` finishes the
 * sentence "AWS …": "could not create cwp/x", and `kept` says what was not changed. Anything unknown comes back as it is.
 */
export function fromAws(error: unknown, what: string, kept: string): unknown {
  if (error instanceof PortalError || !(error instanceof Error)) return error
  const code = CODES[error.name]
  if (code) return new PortalError(code, sentence(error, code, what, kept), { cause: error })
  if (CREDENTIALS.has(error.name))
    return new PortalError(
      'aws-unavailable',
      `AWS does not accept the portal’s own credentials (${error.name}), so it could not ${what}. ${kept} Tell infrastructure operations.`,
      { cause: error },
    )
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
      return `AWS did not let the portal ${what}: “${error.message}” ${kept} Infrastructure operations can extend the portal’s role.`
    case 'throttled':
      return `AWS is limiting requests, so the portal could not ${what}. ${kept} Try again in a minute.`
    default:
      return `AWS refused to ${what}: “${error.message}” ${kept}`
  }
}
