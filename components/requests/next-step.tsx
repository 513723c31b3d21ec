import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { paths } from '@/lib/paths'
import type { AccessRequest } from '@/lib/requests/model'

/** What happens next with one’s own request. An open question has its own notice. */
export function NextStep({ request }: { request: AccessRequest }) {
  const { account, region, repository, awsUserName, action } = request
  const askAgain = (
    <TextLink href={paths.access({ account, region, repository, awsUserName, action })}>
      Request it again
    </TextLink>
  )
  switch (request.status) {
    case 'waiting':
      return (
        <Notice tone="info" title="Waiting for infrastructure operations">
          <p>
            Operations can see this in the portal.{' '}
            {request.draftOpenedAt === undefined
              ? 'Send them the e-mail as well so they notice it.'
              : 'If you’ve sent the e-mail, there’s nothing more for you to do.'}{' '}
            Their answer will appear here.
          </p>
        </Notice>
      )
    case 'asked':
      return null
    case 'granted':
      return <p>Try the failed command again. What the policy says now is shown below.</p>
    case 'declined':
      return <p>{askAgain}, with what they miss, or write to them below.</p>
    case 'withdrawn':
      return <p>You withdrew this request. Nothing was changed. {askAgain} if you need it after all.</p>
  }
}
