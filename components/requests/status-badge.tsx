import { Badge } from '@/components/ui/badge'
import type { AccessRequest } from '@/lib/requests/model'
import type { RequestState } from '@/lib/requests/request-state'

const TONES = {
  waiting: 'warning',
  asked: 'warning',
  granted: 'ok',
  declined: 'plain',
  withdrawn: 'plain',
} as const

const WORDS: Record<AccessRequest['status'], string> = {
  waiting: 'waiting',
  asked: 'question asked',
  granted: 'granted',
  declined: 'declined',
  withdrawn: 'withdrawn',
}

export const STATE_NAMES: Record<RequestState, string> = {
  open: 'Open',
  waiting: 'Waiting',
  asked: 'Question asked',
  granted: 'Granted',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
  all: 'All',
}

export function StatusBadge({ status }: { status: AccessRequest['status'] }) {
  return <Badge tone={TONES[status]}>{WORDS[status]}</Badge>
}
