import { useRef, useState, useTransition } from 'react'
import { callAction } from '@/components/forms/call-action'
import type { ActionResult } from '@/lib/http/action'
import { keptPart } from '@/lib/requests/message/message-text'
import type { Explanation } from '@/lib/requests/verdict/explain-denial'

export type Explain = (input: unknown) => Promise<ActionResult<Explanation>>

/** The verdict on the last error read. Only the latest counts, however late an earlier answer arrives. */
export function useExplanation(explain: Explain, onFailure: (message: string | undefined) => void) {
  const [explanation, setExplanation] = useState<Explanation>()
  const [reading, startReading] = useTransition()
  const newest = useRef(0)

  /** Discards an answer that is still on its way: its text has gone. */
  function outdate() {
    newest.current += 1
  }

  function read(error: string, onRead: (explanation: Explanation) => Promise<void>) {
    outdate()
    const asked = newest.current
    startReading(async () => {
      const result = await callAction(explain, { error: keptPart(error) })
      if (asked !== newest.current) return
      if (!result.ok) return onFailure(result.message)
      onFailure(undefined)
      setExplanation(result.value)
      await onRead(result.value)
    })
  }

  return { explanation, reading, read, outdate }
}
