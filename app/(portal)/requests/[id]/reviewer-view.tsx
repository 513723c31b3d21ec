import { CommentForm } from '@/components/requests/comment-form'
import { Conversation } from '@/components/requests/conversation'
import type { Offer } from '@/components/requests/decision-buttons'
import { DecisionPanel } from '@/components/requests/decision-panel'
import { EmailPanel } from '@/components/requests/email-panel'
import { emailProps } from '@/components/requests/email-props'
import { OpenQuestion } from '@/components/requests/open-question'
import { ProposalView } from '@/components/requests/proposal-view'
import { RequestFacts } from '@/components/requests/request-facts'
import { RequestOutcome } from '@/components/requests/request-outcome'
import { RiskSentences } from '@/components/requests/risk-marks'
import { VerdictNotice } from '@/components/requests/verdict-notice'
import type { Context } from '@/lib/context'
import { paths } from '@/lib/paths'
import { requestEmail, requestReply } from '@/lib/requests/email/request-email'
import { type AccessRequest, isOpen, repositoryOf } from '@/lib/requests/model'
import type { Review } from '@/lib/requests/review-request'
import { askBackAction, commentOnRequestAction, decideRequestAction, editProposalAction } from './actions'

type ViewProps = { ctx: Context; request: AccessRequest; review: Review }

/** A request as a reviewer sees it: the warnings, the change, the decision; its facts beside them. */
export function ReviewerView({ ctx, request, review }: ViewProps) {
  const { id } = request
  const { accounts } = ctx
  const { verdict, marks, notes, policy, change } = review
  const now = ctx.now().getTime()
  const open = isOpen(request)
  const reply = request.status !== 'waiting' && request.status !== 'withdrawn' && (
    <section aria-labelledby="reply" className="grid gap-3">
      <h2 id="reply" className="text-base font-semibold">
        {open ? 'Tell them by e-mail about your question' : `Tell ${request.requesterName} by e-mail`}
      </h2>
      <EmailPanel
        email={emailProps(requestReply(ctx, request, review), paths.requestReply(id))}
        primary={!open}
        note="They can see it in the portal either way."
      />
    </section>
  )
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1.45fr)_minmax(0,1fr)]">
      <div className="grid gap-4">
        <RequestOutcome request={request} now={now} />
        <OpenQuestion request={request} notes={notes} now={now} mine={false} />
        {open && <RiskSentences marks={marks} />}
        <VerdictNotice verdict={verdict} />
        {!open && reply}
        <ProposalView request={request} review={review} accounts={accounts} />
        {open && !request.proposal && (
          <p>
            This request proposes no change to the policy. {policy !== undefined && 'Propose one, or'}{' '}
            {policy === undefined ? 'Make' : 'make'} the change elsewhere and mark the request as granted.
          </p>
        )}
        <DecisionPanel
          id={id}
          repository={repositoryOf(request)}
          offer={offerOf(request, review)}
          policy={policy}
          after={change?.after ?? null}
          registry={review.registry}
          byHand={isByHand(review)}
          proposal={request.proposal}
          accounts={accounts.map(({ id: account, name }) => ({ id: account, name }))}
          decide={decideRequestAction}
          askBack={askBackAction}
          editProposal={editProposalAction}
        />
        {open && reply}
      </div>
      <div className="grid gap-6">
        <RequestFacts request={request} accounts={accounts} now={now} />
        <Conversation notes={notes} now={now}>
          <CommentForm
            id={id}
            label="Comment"
            help="The requester and your colleagues will see this. It doesn’t ask for an answer."
            button="Comment"
            comment={commentOnRequestAction}
          />
        </Conversation>
        <details>
          <summary className="w-fit text-link">The request e-mail</summary>
          <div className="mt-3">
            <EmailPanel
              email={emailProps(requestEmail(ctx, request, review.registry), paths.requestEmail(id))}
              primary={false}
              note="The requester sends this."
            />
          </div>
        </details>
      </div>
    </div>
  )
}

/** What is left to do. Without a policy change, granting only records the decision. */
function offerOf(request: AccessRequest, review: Review): Offer | undefined {
  const { change } = review
  const isToWrite = change !== undefined && change.before !== change.after && !isByHand(review)
  if (isOpen(request)) return isToWrite ? 'grant-and-apply' : 'grant'
  return request.status === 'granted' && isToWrite ? 'apply' : undefined
}

/** Opening a repository to everyone, or locking its owner out, is never one click. */
function isByHand({ change, marks }: Review): boolean {
  return change !== undefined && marks.some(({ kind }) => kind === 'everyone' || kind === 'lock-out')
}
