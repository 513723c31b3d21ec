import { requestIdOf } from '@/lib/aws/request-id-of'
import { fromQuery } from '@/lib/db/failure'

/** An error for the log, as named parts only: what libraries attach to errors includes keys and what people typed. */
export function serializeError(error: unknown): unknown {
  const own = fromQuery(error)
  if (!(own instanceof Error)) return own
  return {
    type: own.name,
    message: own.message,
    code: 'code' in own ? own.code : undefined,
    awsRequestId: requestIdOf(own),
    stack: own.stack,
    cause: serializeError(own.cause),
  }
}
