'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { callAction } from '@/components/ui/call-action'
import { Notice } from '@/components/ui/notice'
import type { ActionResult } from '@/lib/action'
import type { Proposal } from '@/lib/requests/model'
import { DeclineDialog } from './decline-dialog'

export type Decide = (input: unknown) => Promise<ActionResult<void>>

type PanelProps = {
  id: number
  /** What pressing the first button does. */
  offer: 'grant' | 'grant-and-apply' | 'apply'
  /** The policy that is shown above, to which the proposed statement is added. */
  reviewed: string | null
  /** What is proposed for it, as it is shown above. */
  proposal: Proposal | undefined
  decide: Decide
}

const BUTTONS: Record<PanelProps['offer'], string> = {
  grant: 'Mark as granted',
  'grant-and-apply': 'Approve and apply',
  apply: 'Apply it now',
}

/** Grant or decline. What is written is what is shown: a policy that has changed meanwhile is left alone. */
export function DecisionPanel({ id, offer, reviewed, proposal, decide }: PanelProps) {
  const router = useRouter()
  const [problem, setProblem] = useState<string>()
  const [declining, setDeclining] = useState(false)
  const [pending, startTransition] = useTransition()

  function grant() {
    startTransition(async () => {
      const result = await callAction(decide, { id, decision: offer, reviewed, proposal })
      setProblem(result.ok ? undefined : result.message)
      if (result.ok) router.refresh()
    })
  }

  return (
    <section aria-label="Decision" className="grid gap-3">
      {problem && (
        <Notice tone="error" title="Not done" live>
          <p>{problem}</p>
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button look="primary" disabled={pending} onClick={grant}>
          {BUTTONS[offer]}
        </Button>
        {offer !== 'apply' && (
          <Button disabled={pending} onClick={() => setDeclining(true)}>
            Decline…
          </Button>
        )}
      </div>
      {offer !== 'grant' && (
        <p className="text-xs text-text-2">
          Reads the policy again first; if it has changed in a way that matters, nothing is written.
        </p>
      )}
      {declining && <DeclineDialog id={id} decide={decide} close={() => setDeclining(false)} />}
    </section>
  )
}
