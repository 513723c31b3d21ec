import type { PortalErrorCode } from './portal-error'

/** Why the last reading of something in AWS failed. `at` is in milliseconds since 1970. */
export type ReadFailure = { code: PortalErrorCode | 'unexpected'; message: string; at: number }
