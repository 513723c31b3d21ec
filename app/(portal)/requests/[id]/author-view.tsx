import { CommentForm } from '@/components/requests/comment-form'
import { Conversation } from '@/components/requests/conversation'
import { EmailPanel } from '@/components/requests/email-panel'
import { emailProps } from '@/components/requests/email-props'
import { NextStep } from '@/components/requests/next-step'
import { OpenQuestion } from '@/components/requests/open-question'
import { ProposalView } from '@/components/requests/proposal-view'
import { RequestFacts } from '@/components/requests/request-facts'
import { RequestOutcome } from '@/components/requests/request-outcome'
import { VerdictNotice } from '@/components/requests/verdict-notice'
import { WithdrawButton } from '@/components/requests/withdraw-button'
import { refusal } from '@/lib/auth/roles'
import type { Context } from '@/lib/context'
import { paths } from '@/lib/paths'
import { requestEmail } from '@/lib/requests/email/request-email'
import { type AccessRequest, isOpen } from '@/lib/requests/model'
import type { Review } from '@/lib/requests/review-request'
import { commentOnRequestAction, recordDraftOpenedAction, withdrawRequestAction } from './actions'

type ViewProps = { ctx: Context; request: AccessRequest; review: Review }

/** A request as its author sees it: its status, what they can do, and the e-mail to send. */
export function AuthorView({ ctx, request, review }: ViewProps) {
  const { id, requesterId } = request
  const { accounts } = ctx
  const { verdict, notes } = review
  const now = ctx.now().getTime()
  const open = isOpen(request)
  const mayNotDecide = refusal(ctx.actor, { to: 'request.decide', requesterId })
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)]">
      <div className="grid gap-6">
        <div className="grid gap-4">
          <OpenQuestion request={request} notes={notes} now={now} mine>
            <CommentForm
              id={id}
              label="Your answer"
              help="Infrastructure operations will see your answer and decide."
              button="Answer"
              primary
              comment={commentOnRequestAction}
            />
          </OpenQuestion>
          <RequestOutcome request={request} now={now} />
          <NextStep request={request} />
          {open && ctx.actor.role === 'ops' && <p className="text-text-2">{mayNotDecide}</p>}
          <VerdictNotice verdict={verdict} />
        </div>
        <ProposalView request={request} review={review} accounts={accounts} />
        <RequestFacts request={request} accounts={accounts} now={now} />
        <Conversation notes={notes} now={now}>
          {request.status !== 'asked' && (
            <CommentForm
              id={id}
              label="Comment"
              help="Infrastructure operations will see this."
              button="Comment"
              comment={commentOnRequestAction}
            />
          )}
        </Conversation>
        {open && <WithdrawButton id={id} withdraw={withdrawRequestAction} />}
      </div>
      <section aria-labelledby="email" className="grid gap-3">
        <h2 id="email" className="text-base font-semibold">
          The e-mail
        </h2>
        <EmailPanel
          email={emailProps(requestEmail(ctx, request, review.registry), paths.requestEmail(id))}
          primary={request.status === 'waiting'}
          note="Infrastructure operations can see the request in the portal either way."
          opened={{ id, record: recordDraftOpenedAction }}
        />
      </section>
    </div>
  )
}
