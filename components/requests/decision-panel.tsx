'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, useTransition } from 'react'
import { callAction } from '@/components/forms/call-action'
import { Notice } from '@/components/ui/notice'
import type { KnownAccounts } from '@/lib/accounts/account-names'
import type { ActionResult } from '@/lib/http/action'
import type { RegistryHere } from '@/lib/policy/registry-side'
import type { RepositoryRef } from '@/lib/repositories/reference'
import type { Proposal } from '@/lib/requests/model'
import { DecisionButtons, type Offer } from './decision-buttons'
import { MessageDialog } from './message-dialog'
import { ProposalEditor } from './proposal-editor'

type Act = (input: unknown) => Promise<ActionResult<void>>

type PanelProps = {
  id: number
  repository: RepositoryRef
  /** Undefined when there is nothing left to decide. */
  offer: Offer | undefined
  /** The policy shown above, null for none; undefined when it can't be read. `after` includes the proposal. */
  policy: string | null | undefined
  after: string | null
  /** Whether the change is so serious that it can only be made on the Permissions page. */
  byHand: boolean
  /** The proposal, as shown above. */
  proposal: Proposal | undefined
  registry: RegistryHere
  accounts: KnownAccounts
  decide: Act
  askBack: Act
  editProposal: Act
}

type Problem = { message: string; text?: string }

/** Grant, ask a question, decline, or change the proposal. Exactly what is shown is written. */
export function DecisionPanel(props: PanelProps) {
  const { id, repository, offer, policy, after, proposal, decide } = props
  const router = useRouter()
  const [problem, setProblem] = useState<Problem>()
  const [doing, setDoing] = useState<'ask' | 'decline' | 'edit'>()
  const [pending, startTransition] = useTransition()
  const decided = useRef(false)

  // The pressed button disappears with the decision, so the focus moves to the outcome.
  useEffect(() => {
    if (offer || !decided.current) return
    decided.current = false
    document.getElementById('outcome')?.focus()
  }, [offer])

  function settle(next?: Problem) {
    setDoing(undefined)
    setProblem(next)
    decided.current = next === undefined
    router.refresh()
  }

  const ends = {
    close: () => setDoing(undefined),
    sent: () => settle(),
    overtaken: (message: string, text: string) => settle({ message, text }),
  }

  function grant() {
    startTransition(async () => {
      const result = await callAction(decide, { id, decision: offer, reviewed: policy ?? null, proposal })
      if (result.ok) return settle()
      setProblem(result)
      // Any change made in the meantime should be visible beside the message about it.
      if (result.code === 'conflict') router.refresh()
    })
  }

  return (
    <section
      aria-label="Decision"
      // Once decided, it only says why another decision came too late, beside the one that won.
      className={`grid gap-3 empty:hidden ${offer ? '' : 'order-first'}`}
    >
      {problem && (
        <Notice tone="error" title="That didn’t work" live>
          <p>{problem.message}</p>
          {problem.text && <p className="whitespace-pre-wrap">You wrote: {problem.text}</p>}
        </Notice>
      )}
      {doing === 'edit' && policy !== undefined && (
        <ProposalEditor {...props} before={policy} save={props.editProposal} close={ends.close} />
      )}
      {offer && doing !== 'edit' && (
        <DecisionButtons
          offer={offer}
          repository={repository}
          byHand={props.byHand ? (after ?? '') : undefined}
          pending={pending}
          grant={grant}
          askBack={() => setDoing('ask')}
          decline={() => setDoing('decline')}
          propose={policy === undefined ? undefined : () => setDoing('edit')}
          hasProposal={proposal !== undefined}
        />
      )}
      {doing === 'ask' && (
        <MessageDialog
          title="Ask a question"
          label="Question"
          help="The requester will see it, and the request waits for their answer."
          button="Ask"
          draftKey={`ask:${id}`}
          send={(written) => props.askBack({ id, ...written })}
          {...ends}
        />
      )}
      {doing === 'decline' && (
        <MessageDialog
          title="Decline this request"
          label="Reason"
          help="The requester will see this."
          button="Decline"
          draftKey={`decline:${id}`}
          send={({ text }) => decide({ id, decision: 'decline', reason: text })}
          {...ends}
        />
      )}
    </section>
  )
}
