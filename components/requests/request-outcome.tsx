import { Notice } from '@/components/ui/notice'
import { Time } from '@/components/ui/time'
import type { AccessRequest } from '@/lib/requests/model'

const TITLES: Partial<Record<AccessRequest['status'], string>> = {
  granted: 'Granted',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
}

/** How a request ended, by whom and why; nothing while it is open. */
export function RequestOutcome({ request, now }: { request: AccessRequest; now: number }) {
  const title = TITLES[request.status]
  if (!title) return null
  return (
    <div id="outcome" tabIndex={-1}>
      <Notice tone={request.status === 'granted' ? 'ok' : 'info'} title={title}>
        {request.decidedAt !== undefined && (
          <p>
            By {request.decidedBy}, <Time at={request.decidedAt} now={now} />.
          </p>
        )}
        {request.decisionReason && (
          <p className="wrap-anywhere whitespace-pre-wrap">{request.decisionReason}</p>
        )}
      </Notice>
    </div>
  )
}
