import type { ReactNode } from 'react'
import { Notice } from '@/components/ui/notice'
import { Time } from '@/components/ui/time'
import type { AccessRequest, RequestNote } from '@/lib/requests/model'

type QuestionProps = {
  request: AccessRequest
  notes: readonly RequestNote[]
  now: number
  mine: boolean
  /** Where to answer it. */
  children?: ReactNode
}

/** The question that a request is waiting on; nothing when there is none. */
export function OpenQuestion({ request, notes, now, mine, children }: QuestionProps) {
  const question = notes.findLast(({ kind }) => kind === 'question')
  if (request.status !== 'asked' || !question) return null
  return (
    <div className="grid gap-3">
      <Notice
        tone={mine ? 'warning' : 'info'}
        title={mine ? 'A question for you' : `Waiting for an answer from ${request.requesterName}`}
      >
        <p className="text-base wrap-anywhere whitespace-pre-wrap">{question.text}</p>
        <p className="text-xs text-text-2">
          {question.authorName}, <Time at={question.at} now={now} />
        </p>
      </Notice>
      {children}
    </div>
  )
}
