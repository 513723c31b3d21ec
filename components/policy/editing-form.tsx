import type { FormEvent, ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { TextField } from '@/components/ui/field'
import type { Draft, Editing } from './editing'
import { PolicyLength } from './policy-length'
import type { Failure } from './use-policy-saving'

export type EditingFormProps = {
  editing: Editing
  draft: Draft
  /** What stops it from being saved, by field. */
  problems: Record<string, string>
  failure: Failure | undefined
  /** Counts the attempts to save: `tried` in this form, `attempt` those that the portal answered. */
  tried: number
  attempt: number
  saving: boolean
  /** Whether this person can save it. */
  canSave: boolean
  reason: string
  onReason: (reason: string) => void
  onTry: () => void
  onSave: (text: string | null) => void
  onCancel: () => void
}

type Parts = {
  children: ReactNode
  /** What else can be done, besides saving and cancelling. */
  buttons?: ReactNode
}

const TITLES: Record<Editing['kind'], string> = {
  add: 'Grant access',
  change: 'Edit the statement',
  remove: 'Remove the statement',
  json: 'The policy as JSON',
  restore: 'Restore an earlier policy',
  copy: 'Copy from another repository',
}

/** One change of a policy, around its fields: what is wrong, the reason, and saving. */
export function EditingForm(props: EditingFormProps & Parts) {
  const { editing, draft, problems, failure, tried, saving, canSave } = props

  function submit(event: FormEvent) {
    event.preventDefault()
    // Ctrl+Enter ignores the disabled button.
    if (saving) return
    props.onTry()
    if (draft.ok && Object.keys(problems).length === 0) props.onSave(draft.document?.text ?? null)
  }

  return (
    <form
      onSubmit={submit}
      noValidate
      aria-label={TITLES[editing.kind]}
      className="grid grid-cols-1 gap-5 rounded-card border border-control px-5 py-4"
    >
      <h2 className="text-base font-semibold">{TITLES[editing.kind]}</h2>
      <ErrorSummary
        attempt={tried + props.attempt}
        message={failure?.message}
        fields={tried > 0 ? problems : {}}
      />
      {props.children}
      {canSave && (
        <TextField
          id="reason"
          label="Reason"
          optional
          value={props.reason}
          maxLength={1000}
          onChange={(event) => props.onReason(event.target.value)}
          help="One line, shown in the history."
        />
      )}
      <div className="flex flex-wrap items-center gap-2">
        {canSave && (
          <Button type="submit" look="primary" disabled={saving}>
            {saving ? 'Saving…' : 'Save'}
          </Button>
        )}
        {props.buttons}
        <Button onClick={props.onCancel}>Cancel</Button>
        {draft.ok && draft.document && <PolicyLength document={draft.document} />}
      </div>
    </form>
  )
}
