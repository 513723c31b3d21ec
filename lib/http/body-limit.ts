/** The longest request body. The longest form, a policy before and after, is a fifth of it. */
export const BODY_LIMIT_BYTES = 1_048_576

export const TOO_LARGE =
  'This is longer than 1 MB, the most that the portal accepts, so nothing was changed. Shorten it, then try again.'

/** Whether a request announces a longer body. One without a length is truncated where it is read. */
export function isTooLarge(headers: Pick<Headers, 'get'>): boolean {
  return Number(headers.get('content-length')) > BODY_LIMIT_BYTES
}
