import { callsAt, forgetCalls } from '../lib/sandbox/test-calls'
import { addFault, clearFaults } from '../lib/sandbox/test-faults'

export type Sandbox = ReturnType<typeof sandboxAt>

/** The portal’s stand-in for AWS, with what only a test may do to it. */
export function sandboxAt(endpoint: string) {
  async function changePrincipal(method: string, arn: string): Promise<void> {
    const answer = await fetch(`${endpoint}/_sandbox/principals?${new URLSearchParams({ arn })}`, { method })
    if (!answer.ok) throw new Error(await answer.text())
  }

  return {
    endpoint,
    /** From now on, calls that match fail in this way: see lib/sandbox/faults.ts. */
    fail: (fault: Parameters<typeof addFault>[1]) => addFault(endpoint, fault),
    /** The faults that are still to come. */
    faults: async (): Promise<unknown> => (await fetch(`${endpoint}/_sandbox/faults`)).json(),
    recover: () => clearFaults(endpoint),
    /** Makes an IAM user or role, or deletes it. */
    createPrincipal: (arn: string) => changePrincipal('PUT', arn),
    deletePrincipal: (arn: string) => changePrincipal('DELETE', arn),
    calls: () => callsAt(endpoint),
    forgetCalls: () => forgetCalls(endpoint),
  }
}
