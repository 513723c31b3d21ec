import { requestIdOf } from '@/lib/aws/request-id-of'
import { fromQuery } from '@/lib/db/failure'

/** An error for the log, by named parts: what libraries hang on one holds keys, and what people typed. */
export function describeError(error: unknown): unknown {
  const own = fromQuery(error)
  if (!(own instanceof Error)) return own
  return {
    type: own.name,
    message: own.message,
    code: 'code' in own ? own.code : undefined,
    awsRequestId: requestIdOf(own),
    stack: own.stack,
    cause: describeError(own.cause),
  }
}
