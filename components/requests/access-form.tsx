'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useRef, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { callAction } from '@/components/ui/call-action'
import { ErrorSummary } from '@/components/ui/error-summary'
import { TextArea } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { useDraft } from '@/components/ui/use-draft'
import type { ActionResult } from '@/lib/action'
import { paths } from '@/lib/paths'
import type { Explanation } from '@/lib/requests/explain-denial'
import type { Proposal } from '@/lib/requests/model'
import { AccessFacts, type AccountChoice, type Facts } from './access-facts'
import { ProposalNote } from './proposal-note'
import { VerdictView } from './verdict-view'

type FormProps = {
  accounts: readonly AccountChoice[]
  /** What the address already says. */
  given: Facts & { proposal: Proposal | undefined }
  to: string
  explain: (input: unknown) => Promise<ActionResult<Explanation>>
  ask: (input: unknown) => Promise<ActionResult<number>>
}

type Draft = Facts & { error: string; why: string; proposal: Proposal | undefined; submission: string }

// Enough to tell that a text is longer than what is read of it; a call takes far less than a long log has.
const MOST_SENT = 100_000

const FACTS = ['account', 'region', 'repository', 'awsUserName', 'action'] as const

/** Paste the error and read the verdict; what it tells fills the fields, and one sentence is left to write. */
export function AccessForm({ accounts, given, to, explain, ask }: FormProps) {
  const router = useRouter()
  const start: Draft = { ...given, error: '', why: '', submission: '' }
  const { draft, change: keep, reset } = useDraft<Draft>(`access:${JSON.stringify(given)}`, start)
  const [explanation, setExplanation] = useState<Explanation>()
  const [problem, setProblem] = useState<{ message: string; fields: Record<string, string> }>()
  const [attempt, setAttempt] = useState(0)
  const [reading, startReading] = useTransition()
  const [sending, startSending] = useTransition()
  const newest = useRef(0)

  /** A changed request is another one: sent again, it is not taken for the one before. */
  const change = (changes: Partial<Draft>) => keep({ submission: '', ...changes })

  function read(error: string) {
    newest.current += 1
    const asked = newest.current
    startReading(async () => {
      const result = await callAction(explain, { error: error.slice(0, MOST_SENT) })
      // Only the newest paste counts, however late an older answer comes.
      if (asked !== newest.current) return
      if (!result.ok) return setProblem({ message: result.message, fields: {} })
      setProblem(undefined)
      setExplanation(result.value)
      const told = Object.fromEntries(
        FACTS.flatMap((fact) => {
          const value = result.value.facts[fact]
          return value ? [[fact, value]] : []
        }),
      )
      change({
        ...told,
        error: result.value.error,
        // What was proposed for one place is not carried to another.
        proposal: result.value.proposal ?? (result.value.facts.repository ? undefined : given.proposal),
      })
    })
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    const submission = draft.submission || crypto.randomUUID()
    keep({ submission })
    startSending(async () => {
      const result = await callAction(ask, { ...draft, submission })
      setAttempt((times) => times + 1)
      if (!result.ok) return setProblem({ message: result.message, fields: result.fields })
      reset()
      router.push(paths.request(result.value))
    })
  }

  const { error: _error, why: _why, proposal: _proposal, submission: _submission, ...facts } = draft
  return (
    <form
      onSubmit={submit}
      noValidate
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit()
      }}
      className="grid items-start gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)]"
    >
      <div className="grid gap-5">
        <ErrorSummary attempt={attempt} message={problem?.message} fields={problem?.fields} />
        <TextArea
          id="error"
          label="What it said"
          value={draft.error}
          autoFocus
          rows={6}
          spellCheck={false}
          className="font-mono text-xs"
          placeholder="denied: User: arn:aws:sts::… is not authorized to perform: ecr:BatchGetImage on resource: …"
          onChange={(event) => {
            // An answer to an older text must not replace this one.
            newest.current += 1
            change({ error: event.target.value })
          }}
          onPaste={(event) => {
            const area = event.currentTarget
            // The pasted text stands in the field only after this event.
            queueMicrotask(() => setTimeout(() => read(area.value)))
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.metaKey) return
            event.preventDefault()
            read(draft.error)
          }}
          error={problem?.fields.error}
          help="Paste it and press Enter. Shift+Enter starts a new line."
        />
        <AccessFacts
          facts={facts}
          accounts={accounts}
          errors={problem?.fields ?? {}}
          change={(changes) => change({ ...changes, proposal: given.proposal })}
        />
        {draft.proposal && (
          <ProposalNote
            proposal={draft.proposal}
            accounts={accounts}
            leaveOut={() => change({ proposal: undefined })}
          />
        )}
        <TextArea
          id="why"
          label="Why do you need it?"
          value={draft.why}
          rows={2}
          maxLength={1000}
          onChange={(event) => change({ why: event.target.value })}
          error={problem?.fields.why}
          help="One sentence, for example: the release job mirrors this image to eu-central-1."
        />
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" look="primary" disabled={sending}>
            {sending ? 'Storing…' : 'Request access'}
          </Button>
          <span className="text-text-2">Stores the request, then shows the finished e-mail to {to}.</span>
        </div>
      </div>
      <div aria-live="polite" className="grid gap-4">
        {reading && <p className="text-text-2">Reading…</p>}
        {explanation ? (
          <VerdictView explanation={explanation} />
        ) : (
          !reading && (
            <Notice tone="info" title="What happens here">
              <p>
                The error is read for who tried what on which repository, and compared with the repository’s
                policy as it is now. You see what has to change and who can change it.
              </p>
            </Notice>
          )
        )}
      </div>
    </form>
  )
}
