'use client'

import { useRouter } from 'next/navigation'
import { useRef, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { callAction } from '@/components/ui/call-action'
import { TextArea } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import type { ActionResult } from '@/lib/action'

type PanelProps = {
  id: number
  /** Whether granting also writes the proposed statement. */
  applies: boolean
  decide: (input: unknown) => Promise<ActionResult<void>>
}

/** Grant or decline. Declining asks for the one reason that its author will read. */
export function DecisionPanel({ id, applies, decide }: PanelProps) {
  const router = useRouter()
  const dialog = useRef<HTMLDialogElement>(null)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<{ message: string; reason?: string }>()
  const [pending, startTransition] = useTransition()

  function send(decision: 'grant' | 'decline') {
    startTransition(async () => {
      const result = await callAction(decide, { id, decision, reason })
      if (result.ok) {
        dialog.current?.close()
        setProblem(undefined)
        router.refresh()
      } else setProblem({ message: result.message, reason: result.fields.reason })
    })
  }

  return (
    <section aria-label="Decision" className="grid gap-3">
      {problem && !problem.reason && (
        <Notice tone="error" title="Not done" live>
          <p>{problem.message}</p>
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button look="primary" disabled={pending} onClick={() => send('grant')}>
          {applies ? 'Approve and apply' : 'Mark as granted'}
        </Button>
        <Button disabled={pending} onClick={() => dialog.current?.showModal()}>
          Decline…
        </Button>
      </div>
      {applies && (
        <p className="text-xs text-text-2">
          Reads the policy again first; if it has changed in a way that matters, nothing is written and you
          see both.
        </p>
      )}
      <dialog
        ref={dialog}
        aria-labelledby="decline-title"
        className="w-full max-w-md rounded-dialog border border-hairline bg-page p-5 shadow-[var(--shadow)]"
      >
        <form
          noValidate
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            send('decline')
          }}
        >
          <h2 id="decline-title" className="text-lg font-semibold">
            Decline this request
          </h2>
          <TextArea
            id="reason"
            label="Reason"
            value={reason}
            required
            autoFocus
            rows={3}
            maxLength={1000}
            onChange={(event) => setReason(event.target.value)}
            error={problem?.reason}
            help="The person who asked reads this."
          />
          <div className="flex justify-end gap-2">
            <Button onClick={() => dialog.current?.close()}>Cancel</Button>
            <Button type="submit" look="primary" disabled={pending}>
              Decline
            </Button>
          </div>
        </form>
      </dialog>
    </section>
  )
}
