/** How long the work takes, in milliseconds. */
export async function elapsed(work: () => unknown): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
