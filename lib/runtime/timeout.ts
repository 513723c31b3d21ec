/** The result of work, or undefined when it takes longer; the work itself goes on. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined)
  })
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer))
}

/**
 * Aborted after so long, or by another signal. Without `AbortSignal.timeout`: Node 20 garbage-collects a timeout that only
 * a joined signal refers to, and it never fires.
 */
export function timeoutSignal(ms: number, ...others: AbortSignal[]): AbortSignal {
  const timeout = new AbortController()
  const reason = new DOMException('The operation was aborted due to timeout', 'TimeoutError')
  setTimeout(() => timeout.abort(reason), ms).unref()
  return AbortSignal.any([timeout.signal, ...others])
}
