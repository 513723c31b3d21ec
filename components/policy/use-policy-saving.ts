'use client'

import { useState, useTransition } from 'react'
import { callAction } from '@/components/forms/call-action'
import type { PortalErrorCode } from '@/lib/errors/portal-error'
import type { ActionResult } from '@/lib/http/action'
import type { PolicySaving } from '@/lib/permissions/change-policy'
import type { PolicyTarget } from '@/lib/permissions/policy-target'

export type SavePolicy = (input: unknown) => Promise<ActionResult<PolicySaving>>

/** What to save: a policy instead of the one it was made from, null for none, and the reason. */
type Sending = { base: string | null; draft: string | null; reason: string }

/** Why saving failed; `mayAsk` if operations can do it, or can let the portal do it. */
export type Failure = { mayAsk: boolean; message: string }

type Outcome<Kind extends PolicySaving['outcome']> = Extract<PolicySaving, { outcome: Kind }>

/** Someone else's change came first; `mine` says whether this one was written before theirs. */
export type Conflict = Outcome<'conflict'> & { sent: Sending }

const ASKABLE: readonly string[] = ['forbidden', 'aws-denied'] satisfies PortalErrorCode[]

/** The result of the last attempt to save. A conflict stays open until it is resolved, even if resolving it fails. */
type Answer = {
  failure?: Failure | undefined
  conflict?: Conflict | undefined
  unconfirmed?: Outcome<'unconfirmed'> & { sent: Sending; problem?: string }
  saved?: Outcome<'saved'>
}

/** Saves a policy, and keeps the result until the next attempt or until it is settled. */
export function usePolicySaving(
  target: PolicyTarget,
  save: SavePolicy,
  onSaved: (policy: string | null) => void,
) {
  const [saving, startSaving] = useTransition()
  const [attempt, setAttempt] = useState(0)
  const [answer, setAnswer] = useState<Answer>({})

  function send(sent: Sending, confirmation: { typedName?: string; force?: boolean } = {}) {
    startSaving(async () => {
      const result = await callAction(save, { ref: target, ...sent, ...confirmation })
      setAttempt((times) => times + 1)
      if (!result.ok) {
        const problem = result.fields.typedName
        return setAnswer(({ conflict, unconfirmed }) =>
          problem && unconfirmed
            ? { unconfirmed: { ...unconfirmed, problem } }
            : { conflict, failure: { mayAsk: ASKABLE.includes(result.code), message: result.message } },
        )
      }
      const { value } = result
      if (value.outcome === 'conflict') return setAnswer({ conflict: { ...value, sent } })
      if (value.outcome === 'unconfirmed') return setAnswer({ unconfirmed: { ...value, sent } })
      setAnswer(value.outcome === 'saved' ? { saved: value } : {})
      onSaved(value.policy)
    })
  }

  return { ...answer, saving, attempt, send, settle: () => setAnswer({}) }
}
