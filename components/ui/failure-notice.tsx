import type { PortalError } from '@/lib/errors'
import { paths } from '@/lib/paths'
import { Notice } from './notice'
import { TextLink } from './text-link'

const TITLES: Partial<Record<PortalError['code'], string>> = {
  forbidden: 'You may not do this',
  'aws-denied': 'AWS refuses this to the portal',
  throttled: 'AWS is limiting requests',
  'aws-unavailable': 'AWS cannot be used now',
  'database-unavailable': 'The portal’s database is not available',
}

/** An expected failure in the place of what could not be shown. */
export function FailureNotice({ failure }: { failure: PortalError }) {
  return (
    <Notice
      tone={failure.code === 'forbidden' ? 'warning' : 'error'}
      title={TITLES[failure.code] ?? 'This did not work'}
    >
      <p>{failure.message}</p>
      {(failure.code === 'forbidden' || failure.code === 'aws-denied') && (
        <p>
          <TextLink href={paths.access()}>Ask for access</TextLink>
        </p>
      )}
    </Notice>
  )
}
