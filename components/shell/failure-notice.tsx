import { AccessLink } from '@/components/access/access-link'
import { repositoryFacts } from '@/components/access/prefill'
import { Notice } from '@/components/ui/notice'
import type { PortalError } from '@/lib/errors/portal-error'
import type { RepositoryRef } from '@/lib/repositories/reference'

const TITLES: Partial<Record<PortalError['code'], string>> = {
  forbidden: 'You don’t have permission to do this',
  'aws-denied': 'AWS denied the portal access',
  throttled: 'AWS is limiting requests',
  'aws-unavailable': 'AWS isn’t available right now',
  'database-unavailable': 'The portal’s database isn’t available',
}

type NoticeProps = {
  failure: PortalError
  /** Where it happened, as far as known: a request takes the rest from AWS's message. */
  about?: RepositoryRef
}

/** An expected failure, in place of what couldn't be shown. */
export function FailureNotice({ failure, about }: NoticeProps) {
  return (
    <Notice
      tone={failure.code === 'forbidden' ? 'warning' : 'error'}
      title={TITLES[failure.code] ?? 'Something went wrong'}
    >
      <p>{failure.message}</p>
      {failure.code === 'aws-denied' && (
        <p>
          <AccessLink prefill={{ ...(about && repositoryFacts(about)), error: failure.message }}>
            Request access
          </AccessLink>
        </p>
      )}
    </Notice>
  )
}
