'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useEffect, useRef, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { callAction } from '@/components/ui/call-action'
import { TextArea } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import type { Decide } from './decision-panel'

/** Asks for the one reason that the author of the request will read. */
export function DeclineDialog({ id, decide, close }: { id: number; decide: Decide; close: () => void }) {
  const router = useRouter()
  const dialog = useRef<HTMLDialogElement>(null)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<{ message: string; reason?: string }>()
  const [pending, startTransition] = useTransition()

  useEffect(() => dialog.current?.showModal(), [])

  function decline(event: FormEvent) {
    event.preventDefault()
    startTransition(async () => {
      const result = await callAction(decide, { id, decision: 'decline', reason })
      if (!result.ok) return setProblem({ message: result.message, reason: result.fields.reason })
      close()
      router.refresh()
    })
  }

  return (
    <dialog
      ref={dialog}
      onClose={close}
      aria-labelledby="decline-title"
      className="w-full max-w-md rounded-dialog border border-hairline bg-page p-5 shadow-[var(--shadow)]"
    >
      <form noValidate className="grid gap-4" onSubmit={decline}>
        <h2 id="decline-title" className="text-lg font-semibold">
          Decline this request
        </h2>
        {problem && !problem.reason && (
          <Notice tone="error" title="Not done" live>
            <p>{problem.message}</p>
          </Notice>
        )}
        <TextArea
          id="reason"
          label="Reason"
          value={reason}
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
  )
}
