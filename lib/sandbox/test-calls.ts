import type { CallRecord } from './calls'

/** The calls that the sandbox has seen since they were last forgotten. */
export async function callsAt(endpoint: string): Promise<CallRecord[]> {
  const response = await fetch(`${endpoint}/_sandbox/calls`)
  return response.json()
}

export async function forgetCalls(endpoint: string): Promise<void> {
  await fetch(`${endpoint}/_sandbox/calls`, { method: 'DELETE' })
}
