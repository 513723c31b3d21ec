'use client'

import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'

type DialogProps = {
  /** What the name is of: `repository`, `registry`. */
  kind: string
  name: string
  because: readonly string[]
  problem: string | undefined
  saving: boolean
  confirm: (typedName: string) => void
  close: () => void
}

/** What is about to happen to a repository or registry, confirmed by typing its name. */
export function TypedNameDialog({ kind, name, because, problem, saving, confirm, close }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [typedName, setTypedName] = useState('')

  useEffect(() => dialog.current?.showModal(), [])

  function submit(event: FormEvent) {
    event.preventDefault()
    confirm(typedName)
  }

  return (
    <dialog
      ref={dialog}
      onClose={close}
      aria-labelledby="typed-name-title"
      className="w-full max-w-lg rounded-dialog border border-hairline bg-page p-5 shadow-[var(--shadow)]"
    >
      <form noValidate className="grid gap-4" onSubmit={submit}>
        <h2 id="typed-name-title" className="text-lg font-semibold">
          Are you sure about this change?
        </h2>
        <ul className="grid list-disc gap-1 pl-5 wrap-anywhere">
          {because.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <TextField
          id="typedName"
          label={`Type the ${kind}’s name to confirm`}
          value={typedName}
          autoFocus
          className="font-mono"
          onChange={(event) => setTypedName(event.target.value)}
          error={problem}
          help={<code className="break-all">{name}</code>}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={() => dialog.current?.close()}>Cancel</Button>
          <Button type="submit" look="danger" disabled={saving}>
            {saving ? 'Saving…' : 'Save anyway'}
          </Button>
        </div>
      </form>
    </dialog>
  )
}
