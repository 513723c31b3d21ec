import { AccessLink } from '@/components/access/access-link'
import { repositoryFacts } from '@/components/access/prefill'
import { Notice } from '@/components/ui/notice'
import type { PortalError } from '@/lib/errors/portal-error'
import type { RepositoryRef } from '@/lib/repositories/reference'

const TITLES: Partial<Record<PortalError['code'], string>> = {
  forbidden: 'You may not do this',
  'aws-denied': 'AWS refuses this to the portal',
  throttled: 'AWS is limiting requests',
  'aws-unavailable': 'AWS cannot be used now',
  'database-unavailable': 'The portal’s database is not available',
}

type NoticeProps = {
  failure: PortalError
  /** Where it happened, as far as it is known: the rest of a request is read from what AWS said. */
  about?: RepositoryRef
}

/** An expected failure in the place of what could not be shown. */
export function FailureNotice({ failure, about }: NoticeProps) {
  return (
    <Notice
      tone={failure.code === 'forbidden' ? 'warning' : 'error'}
      title={TITLES[failure.code] ?? 'This did not work'}
    >
      <p>{failure.message}</p>
      {failure.code === 'aws-denied' && (
        <p>
          <AccessLink prefill={{ ...(about && repositoryFacts(about)), error: failure.message }}>
            Ask for access
          </AccessLink>
        </p>
      )}
    </Notice>
  )
}
