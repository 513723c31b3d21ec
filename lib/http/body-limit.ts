/** What anybody may send at once. The longest that a form has, a policy before and after, is a fifth of it. */
export const BODY_LIMIT_BYTES = 1_048_576

export const TOO_LARGE =
  'This is longer than 1 MB, more than the portal takes, so nothing was changed. Shorten it, then try again.'

/** Whether a request says that it brings more. One that does not say is cut where it is read. */
export function isTooLarge(headers: Pick<Headers, 'get'>): boolean {
  return Number(headers.get('content-length')) > BODY_LIMIT_BYTES
}
