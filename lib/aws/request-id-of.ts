/** AWS's own id of the call that it refused, by which its support finds it. */
export function requestIdOf(error: unknown): string | undefined {
  if (!(error instanceof Error && '$metadata' in error)) return undefined
  const { $metadata } = error
  if (typeof $metadata !== 'object' || $metadata === null || !('requestId' in $metadata)) return undefined
  return typeof $metadata.requestId === 'string' ? $metadata.requestId : undefined
}
