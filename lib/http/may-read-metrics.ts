import 'server-only'
import { createHash, timingSafeEqual } from 'node:crypto'
import { config } from '@/lib/config/config'

/** Whether a request has the metrics token. `nobody` when none is configured. */
export function mayReadMetrics(authorization: string | null): 'yes' | 'no' | 'nobody' {
  const { metricsToken } = config()
  if (metricsToken === undefined) return 'nobody'
  // Hashes have the same length, so the time reveals neither the token nor its length.
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(authorization ?? ''), hash(`Bearer ${metricsToken}`)) ? 'yes' : 'no'
}
