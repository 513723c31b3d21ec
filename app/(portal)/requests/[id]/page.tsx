import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RequestHeader } from '@/components/requests/request-header'
import { FailureNotice } from '@/components/shell/failure-notice'
import { ButtonLink } from '@/components/ui/button-link'
import { attempt, PortalError } from '@/lib/errors/portal-error'
import { paths } from '@/lib/paths'
import { requireContext } from '@/lib/request-context'
import { nextWaiting, requireRequest } from '@/lib/requests/list-requests'
import { reviewRequest } from '@/lib/requests/review-request'
import { AuthorView } from './author-view'
import { ReviewerView } from './reviewer-view'

export async function generateMetadata({ params }: PageProps<'/requests/[id]'>): Promise<Metadata> {
  return { title: `Request #${(await params).id}` }
}

export default async function RequestPage({ params }: PageProps<'/requests/[id]'>) {
  const ctx = await requireContext()
  const { id } = await params
  if (!/^[1-9]\d{0,8}$/.test(id)) notFound()
  const request = await attempt(requireRequest(ctx, Number(id)))
  if (request instanceof PortalError) return <FailureNotice failure={request} />

  const mine = request.requesterId === ctx.actor.id
  const [review, next] = await Promise.all([
    reviewRequest(ctx, request),
    mine ? undefined : nextWaiting(ctx, request.id),
  ])
  const View = mine ? AuthorView : ReviewerView
  return (
    <>
      <RequestHeader
        request={request}
        accounts={ctx.accounts}
        now={ctx.now().getTime()}
        mine={mine}
        actions={
          next && (
            <ButtonLink data-row href={paths.request(next)}>
              Next: #{next}
            </ButtonLink>
          )
        }
      />
      <View ctx={ctx} request={request} review={review} />
    </>
  )
}
