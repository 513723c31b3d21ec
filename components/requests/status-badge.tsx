import { Badge } from '@/components/ui/badge'
import type { AccessRequest } from '@/lib/requests/model'

const TONES = {
  waiting: 'warning',
  asked: 'warning',
  granted: 'ok',
  declined: 'plain',
  withdrawn: 'plain',
} as const

const WORDS: Record<AccessRequest['status'], string> = {
  waiting: 'waiting',
  asked: 'asked back',
  granted: 'granted',
  declined: 'declined',
  withdrawn: 'withdrawn',
}

export function StatusBadge({ status }: { status: AccessRequest['status'] }) {
  return <Badge tone={TONES[status]}>{WORDS[status]}</Badge>
}
