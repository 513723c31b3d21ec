import type { CallRecord } from './calls'

/** The calls that the sandbox has received since the list was last cleared. */
export async function callsAt(endpoint: string): Promise<CallRecord[]> {
  const response = await fetch(`${endpoint}/_sandbox/calls`)
  return response.json()
}

const READING = /^(Describe|List|Get|Batch(Get|Check)|AssumeRole)/

/** Those of them that change something. */
export async function writesAt(endpoint: string): Promise<CallRecord[]> {
  return (await callsAt(endpoint)).filter(({ operation }) => !READING.test(operation))
}

export async function forgetCalls(endpoint: string): Promise<void> {
  await fetch(`${endpoint}/_sandbox/calls`, { method: 'DELETE' })
}
