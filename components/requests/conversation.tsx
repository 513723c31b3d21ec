import type { ReactNode } from 'react'
import { DiffLines } from '@/components/policy/policy-diff'
import { Time } from '@/components/ui/time'
import { diffPolicies } from '@/lib/policy/compare/diff'
import type { NoteKind, RequestNote } from '@/lib/requests/model'
import { proposedDocuments } from '@/lib/requests/proposal/proposed-documents'

const DID: Record<NoteKind, string> = {
  comment: 'wrote',
  question: 'asked',
  answer: 'answered',
  proposal: 'changed the proposal',
}

type ConversationProps = {
  notes: readonly RequestNote[]
  now: number
  /** Where the reader can comment. */
  children: ReactNode
}

/** The comments on a request and its changes, in order. */
export function Conversation({ notes, now, children }: ConversationProps) {
  return (
    <section aria-labelledby="conversation" className="grid gap-3">
      <h2 id="conversation" className="text-base font-semibold">
        Conversation
      </h2>
      {notes.length > 0 && <Notes notes={notes} now={now} />}
      {children}
    </section>
  )
}

function Notes({ notes, now }: Pick<ConversationProps, 'notes' | 'now'>) {
  return (
    <ol className="grid gap-3">
      {notes.map((note) => (
        <li key={note.id} className="grid gap-1 border-l-2 border-hairline pl-3">
          <p className="text-text-2">
            <strong className="font-medium text-text">{note.authorName}</strong> {DID[note.kind]}
            {' · '}
            <Time at={note.at} now={now} />
          </p>
          {note.text && <p className="wrap-anywhere whitespace-pre-wrap">{note.text}</p>}
          {note.kind === 'proposal' && <ProposalChange note={note} />}
        </li>
      ))}
    </ol>
  )
}

function ProposalChange({ note: { before, after } }: { note: RequestNote }) {
  const old = before && proposedDocuments(before).after
  const now = after && proposedDocuments(after).after
  return (
    <details>
      <summary className="w-fit text-link">Changes to the previous proposal</summary>
      <div className="mt-1 rounded-card border border-hairline">
        <DiffLines diff={diffPolicies(old, now)} />
      </div>
    </details>
  )
}
