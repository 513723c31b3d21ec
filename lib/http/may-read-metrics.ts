import 'server-only'
import { createHash, timingSafeEqual } from 'node:crypto'
import { config } from '@/lib/config/config'

/** Whether a request brings the token of who collects the metrics. Without a token in the configuration nobody may. */
export function mayReadMetrics(authorization: string | null): 'yes' | 'no' | 'nobody' {
  const { metricsToken } = config()
  if (metricsToken === undefined) return 'nobody'
  // Of hashes, which are of one length, so that the time tells neither the token nor how long it is.
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(authorization ?? ''), hash(`Bearer ${metricsToken}`)) ? 'yes' : 'no'
}
