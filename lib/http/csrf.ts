const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Whether a request that changes something comes from the portal's own pages. Without an Origin header the browser's
 * Sec-Fetch-Site has to say so. All names of the loopback address count as one origin.
 */
export function isSameOrigin(headers: Pick<Headers, 'get'>, baseUrl: string): boolean {
  const origin = headers.get('origin')
  if (origin === null) return headers.get('sec-fetch-site') === 'same-origin'
  if (origin === baseUrl) return true
  if (!URL.canParse(origin)) return false
  const [theirs, ours] = [new URL(origin), new URL(baseUrl)]
  return (
    LOOPBACK.has(theirs.hostname) &&
    LOOPBACK.has(ours.hostname) &&
    theirs.protocol === ours.protocol &&
    theirs.port === ours.port
  )
}
