/** Does work once for all callers that want it at the same time. */
export function singleFlight<T>(
  running: Map<string, Promise<T>>,
  key: string,
  work: () => Promise<T>,
): Promise<T> {
  const already = running.get(key)
  if (already) return already
  const started = work().finally(() => running.delete(key))
  running.set(key, started)
  return started
}
