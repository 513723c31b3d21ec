'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState, useTransition } from 'react'
import { callAction } from '@/components/forms/call-action'
import { submitOnCtrlEnter } from '@/components/forms/submit-on-ctrl-enter'
import { useDraft } from '@/components/forms/use-draft'
import { Button } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import type { ActionResult } from '@/lib/http/action'

type FormProps = {
  id: number
  label: string
  help?: string
  button: string
  /** Whether it is the main thing to do here. */
  primary?: boolean
  comment: (input: unknown) => Promise<ActionResult<void>>
}

/** A field to comment on a request. The text is kept until it is sent. */
export function CommentForm({ id, label, help, button, primary = false, comment }: FormProps) {
  const router = useRouter()
  const { draft, change, reset } = useDraft(`comment:${id}`, { text: '', submission: '' })
  const [problem, setProblem] = useState<string>()
  const [pending, startTransition] = useTransition()

  function submit(event: FormEvent) {
    event.preventDefault()
    if (pending) return
    const submission = draft.submission || crypto.randomUUID()
    change({ submission })
    startTransition(async () => {
      const result = await callAction(comment, { id, submission, text: draft.text })
      setProblem(result.ok ? undefined : (result.fields.text ?? result.message))
      if (!result.ok) return
      reset({ text: '', submission: '' })
      router.refresh()
    })
  }

  return (
    <form noValidate className="grid gap-2" onSubmit={submit}>
      <TextArea
        id="comment"
        label={label}
        value={draft.text}
        rows={3}
        maxLength={1000}
        onChange={(event) => change({ text: event.target.value, submission: '' })}
        onKeyDown={submitOnCtrlEnter}
        error={problem}
        help={help}
      />
      <div>
        <Button type="submit" look={primary ? 'primary' : 'plain'} disabled={pending}>
          {button}
        </Button>
      </div>
    </form>
  )
}
