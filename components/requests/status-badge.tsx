import { Badge } from '@/components/ui/badge'
import type { AccessRequest } from '@/lib/requests/model'

const TONES = { waiting: 'warning', granted: 'ok', declined: 'plain' } as const

export function StatusBadge({ status }: { status: AccessRequest['status'] }) {
  return <Badge tone={TONES[status]}>{status}</Badge>
}
