'use client'

import { type FormEvent, useEffect, useRef, useState, useTransition } from 'react'
import { callAction } from '@/components/forms/call-action'
import { submitOnCtrlEnter } from '@/components/forms/submit-on-ctrl-enter'
import { useDraft } from '@/components/forms/use-draft'
import { Button } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import type { ActionResult } from '@/lib/http/action'

type DialogProps = {
  title: string
  label: string
  help: string
  button: string
  /** The key under which the text is kept until it is sent. */
  draftKey: string
  send: (written: { text: string; submission: string }) => Promise<ActionResult<void>>
  close: () => void
  sent: () => void
  /** Someone else decided first. The text stays kept. */
  overtaken: (message: string, text: string) => void
}

/** Asks for the text that the request's author will read. */
export function MessageDialog(props: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const { draft, change, reset } = useDraft(props.draftKey, { text: '', submission: '' })
  const [problem, setProblem] = useState<{ message: string; ofText: boolean }>()
  const [pending, startTransition] = useTransition()

  useEffect(() => dialog.current?.showModal(), [])

  function submit(event: FormEvent) {
    event.preventDefault()
    if (pending) return
    const written = { text: draft.text, submission: draft.submission || crypto.randomUUID() }
    change(written)
    startTransition(async () => {
      const result = await callAction(() => props.send(written), undefined)
      if (result.ok) {
        reset({ text: '', submission: '' })
        return props.sent()
      }
      if (result.code === 'conflict') return props.overtaken(result.message, draft.text)
      const [ofText] = Object.values(result.fields)
      setProblem({ message: ofText ?? result.message, ofText: ofText !== undefined })
    })
  }

  return (
    <dialog
      ref={dialog}
      onClose={props.close}
      aria-labelledby="message-title"
      className="w-full max-w-md rounded-dialog border border-hairline bg-page p-5 shadow-[var(--shadow)]"
    >
      <form noValidate className="grid gap-4" onSubmit={submit}>
        <h2 id="message-title" className="text-lg font-semibold">
          {props.title}
        </h2>
        {problem && !problem.ofText && (
          <Notice tone="error" title="That didn’t work" live>
            <p>{problem.message}</p>
          </Notice>
        )}
        <TextArea
          id="message"
          label={props.label}
          value={draft.text}
          autoFocus
          rows={4}
          maxLength={1000}
          onChange={(event) => change({ text: event.target.value, submission: '' })}
          onKeyDown={submitOnCtrlEnter}
          error={problem?.ofText ? problem.message : undefined}
          help={props.help}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={() => dialog.current?.close()}>Cancel</Button>
          <Button type="submit" look="primary" disabled={pending}>
            {props.button}
          </Button>
        </div>
      </form>
    </dialog>
  )
}
