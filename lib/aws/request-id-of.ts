/** AWS's ID of the refused call, which AWS Support asks for. */
export function requestIdOf(error: unknown): string | undefined {
  if (!(error instanceof Error && '$metadata' in error)) return undefined
  const { $metadata } = error
  if (typeof $metadata !== 'object' || $metadata === null || !('requestId' in $metadata)) return undefined
  return typeof $metadata.requestId === 'string' ? $metadata.requestId : undefined
}
