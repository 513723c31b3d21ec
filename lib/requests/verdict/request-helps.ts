import type { DeniedMessage } from '@/lib/requests/message/denied-message'
import type { MessageKind } from '@/lib/requests/message/message-kinds'
import type { Verdict } from './verdict'

/** Errors that access to a repository cannot fix. */
const BEYOND_REQUESTS: readonly MessageKind[] = [
  'other-service-denied',
  'leaked-key',
  'credentials-expired',
  'credentials-invalid',
  'credentials-missing',
  'clock-skew',
  'wrong-region',
  'get-login-removed',
  'get-login-email-flag',
  'credential-helper',
  'docker-daemon',
  'auth-expired',
  'auth-missing',
  'login-failed',
  'http-401',
  'throttled',
  'network',
  'image-not-found',
  'image-archived',
  'invalid-repository-name',
  'repo-exists',
]

/** Whether a request for access can fix the error. An unrecognised text gets the benefit of the doubt. */
export function requestHelps({ kind }: DeniedMessage, { tone }: Verdict): boolean {
  return !BEYOND_REQUESTS.includes(kind) && tone !== 'ok'
}
