import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { DecisionPanel } from '@/components/requests/decision-panel'
import { EmailPanel } from '@/components/requests/email-panel'
import { ProposedChange } from '@/components/requests/proposed-change'
import { RequestFacts } from '@/components/requests/request-facts'
import { StatusBadge } from '@/components/requests/status-badge'
import { FailureNotice } from '@/components/ui/failure-notice'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { refusal } from '@/lib/auth/roles'
import { requireContext } from '@/lib/context'
import { attempt, PortalError } from '@/lib/errors'
import { paths } from '@/lib/paths'
import { proposedPolicy } from '@/lib/requests/apply-proposal'
import { actionWord } from '@/lib/requests/email'
import { requireRequest } from '@/lib/requests/list-requests'
import { fitsMailto, mailtoUrl } from '@/lib/requests/mailto'
import { requestEmail } from '@/lib/requests/request-email'
import { decideOnRequest, recordEmailOpened } from './actions'

export async function generateMetadata({ params }: PageProps<'/requests/[id]'>): Promise<Metadata> {
  return { title: `Request #${(await params).id}` }
}

export default async function RequestPage({ params }: PageProps<'/requests/[id]'>) {
  const ctx = await requireContext()
  const { id } = await params
  if (!/^[1-9]\d{0,8}$/.test(id)) notFound()
  const request = await attempt(requireRequest(ctx, Number(id)))
  if (request instanceof PortalError) return <FailureNotice failure={request} />

  const proposal = await attempt(proposedPolicy(ctx, request))
  const email = requestEmail(ctx, request)
  const now = ctx.now().getTime()
  const mayNotDecide = refusal(ctx.actor, { to: 'request.decide', requesterId: request.requesterId })
  const change = proposal instanceof PortalError ? undefined : proposal
  const isThere = change?.before === change?.after
  const offer =
    request.status === 'waiting'
      ? change
        ? 'grant-and-apply'
        : 'grant'
      : request.status === 'granted' && change && !isThere
        ? 'apply'
        : undefined
  return (
    <>
      <PageHeader
        above={
          <>
            <TextLink href={paths.requests()}>Requests</TextLink> / {request.id}
          </>
        }
        title={
          <>
            {request.requesterName} asks to {actionWord(request.action)}{' '}
            <span className="font-mono break-all">{request.repository}</span>
          </>
        }
      >
        <StatusBadge status={request.status} /> <Time at={request.createdAt} now={now} />
        {request.draftOpenedAt !== undefined && (
          <>
            {' · e-mail draft opened '}
            <Time at={request.draftOpenedAt} now={now} />
          </>
        )}
      </PageHeader>
      <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)]">
        <div className="grid gap-6">
          {request.decidedBy && request.decidedAt !== undefined && (
            <Notice
              tone={request.status === 'granted' ? 'ok' : 'info'}
              title={request.status === 'granted' ? 'Granted' : 'Declined'}
            >
              <p>
                By {request.decidedBy}, <Time at={request.decidedAt} now={now} />.
              </p>
              {request.decisionReason && <p className="whitespace-pre-wrap">{request.decisionReason}</p>}
            </Notice>
          )}
          {proposal instanceof PortalError ? (
            <FailureNotice failure={proposal} />
          ) : (
            proposal && <ProposedChange proposal={proposal} owner={request.account} accounts={ctx.accounts} />
          )}
          {mayNotDecide
            ? ctx.actor.role === 'ops' &&
              request.status === 'waiting' && <p className="text-text-2">{mayNotDecide}</p>
            : offer && (
                <DecisionPanel
                  id={request.id}
                  offer={offer}
                  reviewed={change?.before ?? null}
                  proposal={request.proposal}
                  decide={decideOnRequest}
                />
              )}
          <RequestFacts request={request} accounts={ctx.accounts} />
        </div>
        <EmailPanel
          id={request.id}
          to={email.to}
          subject={email.subject}
          body={email.body}
          mailto={mailtoUrl(email)}
          whole={fitsMailto(email)}
          emlPath={paths.requestEmail(request.id)}
          mine={request.requesterId === ctx.actor.id}
          recordOpened={recordEmailOpened}
        />
      </div>
    </>
  )
}
