'use client'

import { callAction } from '@/components/forms/call-action'
import { CopyButton } from '@/components/ui/copy-button'
import type { ActionResult } from '@/lib/http/action'

/** A finished e-mail as shown, and the links that open it. */
export type ShownEmail = {
  to: string
  subject: string
  body: string
  mailto: string
  /** Whether the draft opens with the full text, or a shortened one. */
  whole: boolean
  emlPath: string
}

type PanelProps = {
  email: ShownEmail
  /** Whether sending it is the main thing to do here. */
  primary: boolean
  /** A note beside it. */
  note: string
  /** Records that a draft was opened; absent where nobody needs to know. */
  opened?: { id: number; record: (input: unknown) => Promise<ActionResult<void>> }
}

const LINK =
  'inline-flex h-8 items-center rounded-control border px-3 font-medium whitespace-nowrap transition-colors'

/** An e-mail and three ways to send it. */
export function EmailPanel({ email, primary, note, opened }: PanelProps) {
  const { to, subject, body, mailto, whole, emlPath } = email
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-2">
        {/* A real link that the person clicks: browsers open mail programs for nothing less. */}
        <a
          href={mailto}
          onClick={() => opened && void callAction(opened.record, { id: opened.id })}
          className={`${LINK} ${primary ? 'border-accent bg-accent text-white hover:bg-accent-hover' : 'border-control hover:bg-hover'}`}
        >
          Open in mail
        </a>
        <CopyButton large text={`To: ${to}\r\nSubject: ${subject}\r\n\r\n${body}`} label="of the e-mail">
          Copy text
        </CopyButton>
        <a href={emlPath} download className={`${LINK} border-control hover:bg-hover`}>
          .eml file
        </a>
      </div>
      <p className="text-xs text-text-2">
        Nothing opens? This computer has no mail program set up: copy the text or download the file. {note}
        {!whole &&
          ' The draft is shortened because mail programs limit its length. The link in it shows everything.'}
      </p>
      <div className="overflow-hidden rounded-card border border-hairline">
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 border-b border-hairline bg-raised px-3.5 py-2 text-text-2">
          <dt>To</dt>
          <dd className="break-all">{to || 'nobody yet, because their address isn’t known'}</dd>
          <dt>Subject</dt>
          <dd className="break-words">{subject}</dd>
        </dl>
        <pre className="max-h-[32rem] overflow-auto p-3.5 text-xs whitespace-pre-wrap break-words">
          {body}
        </pre>
      </div>
    </div>
  )
}
