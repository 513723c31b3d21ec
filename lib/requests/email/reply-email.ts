import type { AccessRequest, RequestNote, RequestStatus } from '@/lib/requests/model'
import { type Verdict, verdictText } from '@/lib/requests/verdict/verdict'
import {
  callLines,
  type Email,
  type EmailLine,
  emailOf,
  type ProposalPlace,
  proposalLines,
  subjectOf,
} from './email'

type ReplyOptions = ProposalPlace & {
  link: string
  notes: readonly RequestNote[]
  /** The verdict with the current policy, including what the caller's own account must still do. */
  verdict?: Verdict
}

const DECISIONS: Record<RequestStatus, string> = {
  waiting: 'pending',
  asked: 'pending; we need your answer first',
  granted: 'granted',
  declined: 'declined',
  withdrawn: 'none; the request was withdrawn',
}

/** The reply to the requester in the request's current state. Without a known address it has no recipient. */
export function replyEmail(request: AccessRequest, options: ReplyOptions): Email {
  const { link, accounts, notes, verdict } = options
  return emailOf(request.requesterEmail ?? '', `Re: ${subjectOf(request, accounts)}`, [
    ...questionLines(request, notes),
    { label: 'Decision', text: DECISIONS[request.status] },
    ...(request.status === 'withdrawn' ? [] : decisionLines(request)),
    ...(request.status === 'granted' ? proposalLines(request, options, 'Granted') : []),
    { label: 'Verdict', text: verdict ? verdictText(verdict) : '' },
    ...callLines(request, accounts),
    { label: 'Request', text: link },
  ])
}

/** The newest question, while it waits for its answer. */
function questionLines({ status }: AccessRequest, notes: readonly RequestNote[]): EmailLine[] {
  const question = notes.findLast(({ kind }) => kind === 'question')
  if (status !== 'asked' || !question) return []
  return [
    { label: 'Question', text: question.text },
    { label: 'Asked by', text: question.authorName },
  ]
}

function decisionLines({ decidedBy, decisionReason }: AccessRequest): EmailLine[] {
  return [
    { label: 'Decided by', text: decidedBy ?? '' },
    { label: 'Reason', text: decisionReason ?? '' },
  ]
}
