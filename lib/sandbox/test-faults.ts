import type { Fault } from './faults'

/** Has the sandbox meet requests with a fault, until it is used up or cleared. */
export async function addFault(endpoint: string, fault: Fault): Promise<void> {
  const response = await fetch(`${endpoint}/_sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  })
  if (response.status !== 201) throw new Error(await response.text())
}

export async function clearFaults(endpoint: string): Promise<void> {
  await fetch(`${endpoint}/_sandbox/faults`, { method: 'DELETE' })
}
