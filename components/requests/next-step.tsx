import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { paths } from '@/lib/paths'
import type { AccessRequest } from '@/lib/requests/model'

/** What happens next with one’s own request, in plain words. A question that is open is told by itself. */
export function NextStep({ request }: { request: AccessRequest }) {
  const { account, region, repository, awsUserName, action } = request
  const askAgain = (
    <TextLink href={paths.access({ account, region, repository, awsUserName, action })}>Ask again</TextLink>
  )
  switch (request.status) {
    case 'waiting':
      return (
        <Notice tone="info" title="Waits for infrastructure operations">
          <p>
            They see it in the portal.{' '}
            {request.draftOpenedAt === undefined
              ? 'Send them the e-mail too, so that they know of it.'
              : 'If you have sent the e-mail, there is nothing more for you to do.'}{' '}
            What they decide or ask stands here.
          </p>
        </Notice>
      )
    case 'asked':
      return null
    case 'granted':
      return <p>Try again what failed. What the policy says to it now stands below.</p>
    case 'declined':
      return <p>{askAgain}, with what they miss, or write to them below.</p>
    case 'withdrawn':
      return <p>You took it back, and nothing was changed. {askAgain}, if you need it after all.</p>
  }
}
