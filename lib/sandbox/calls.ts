import type { Envelope } from './envelope'

/** A call as CloudTrail has it: who asked for what, where, and how it ended. */
export type CallRecord = Pick<Envelope, 'service' | 'operation' | 'account' | 'region' | 'callerArn'> & {
  /** Of the session that calls, or that AssumeRole makes. */
  sourceIdentity: string | undefined
  /** `OK`, or the name of AWS's refusal. */
  outcome: string
}

export type Calls = {
  add: (call: CallRecord) => void
  list: () => readonly CallRecord[]
  clear: () => void
}

const MOST_CALLS = 2000

/** The latest calls, oldest first, gone with the sandbox. */
export function openCalls(): Calls {
  let calls: CallRecord[] = []
  return {
    add(call) {
      calls.push(call)
      if (calls.length > MOST_CALLS) calls = calls.slice(-MOST_CALLS / 2)
    },
    list: () => calls,
    clear() {
      calls = []
    },
  }
}
