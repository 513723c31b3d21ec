'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { type AccessDraft, callOf, draftKey, placeOf, proposalOf } from '@/components/access/access-draft'
import { callAction } from '@/components/forms/call-action'
import { useDraft } from '@/components/forms/use-draft'
import type { ActionResult } from '@/lib/http/action'
import { paths } from '@/lib/paths'
import type { AccessFacts, AccessParameters } from '@/lib/requests/access-parameters'
import { keptPart } from '@/lib/requests/message/message-text'
import type { OpenDuplicate } from '@/lib/requests/open-duplicates'
import type { Explanation } from '@/lib/requests/verdict/explain-denial'
import { type FindDuplicates, useDuplicates } from './use-duplicates'
import { type Explain, useExplanation } from './use-explanation'

export type AccessActions = {
  explain: Explain
  findDuplicates: FindDuplicates
  createRequest: (input: unknown) => Promise<ActionResult<number>>
}

const FACTS = ['account', 'region', 'repository', 'awsUserName', 'action'] as const
// Enough to be told that it is too long; a server action accepts far less than someone can paste.
const MOST_SENT = 100_000

/** The access form: its content, the portal's answer to it, and submitting it. */
export function useAccessForm(parameters: AccessParameters, known: OpenDuplicate[], actions: AccessActions) {
  const router = useRouter()
  const start: AccessDraft = { ...parameters, error: '', madeFor: placeOf(parameters), submission: '' }
  const { draft, change: keep, reset } = useDraft<AccessDraft>(draftKey(parameters), start, readKept)
  const [problem, setProblem] = useState<{ message: string; fields: Record<string, string> }>()
  /** How often the form was sent, and how often a similar request held it back. */
  const [attempt, setAttempt] = useState(0)
  const [heldBack, setHeldBack] = useState(0)
  const [sending, startSending] = useTransition()
  const { explanation, reading, read, outdate } = useExplanation(actions.explain, (message) =>
    setProblem(message === undefined ? undefined : { message, fields: {} }),
  )
  const { duplicatesOf, look } = useDuplicates(actions.findDuplicates, parameters, known)
  const proposal = proposalOf(draft)
  const duplicates = duplicatesOf(draft)

  /** A changed request is a new one: sent again, it isn't mistaken for the earlier one. */
  function change(changes: Partial<AccessDraft>) {
    keep({ submission: '', ...changes })
  }

  function typeError(text: string) {
    outdate()
    change({ error: keptPart(text) })
  }

  /** Reads an error and fills the form from it. */
  function readError(error: string) {
    read(error, async (value) => {
      const told = toldFacts(value)
      const facts = { ...draft, ...told }
      // What the person edited stays, as long as it is for this repository.
      const isTheirs = draft.proposal !== null && draft.madeFor === placeOf(facts)
      change({
        ...told,
        error: value.error,
        ...(value.proposal && !isTheirs && { proposal: value.proposal, madeFor: callOf(facts) }),
      })
      await look(facts)
    })
  }

  /** Reads a kept or passed-on error again, and fills only the fields that are still empty. */
  function readKept(kept: AccessDraft) {
    if (!kept.error) return
    read(kept.error, async (value) => {
      const told = toldFacts(value)
      const missing = Object.fromEntries(
        FACTS.flatMap((fact) => (kept[fact] ? [] : [[fact, told[fact] ?? '']])),
      )
      keep({ ...missing, error: value.error })
      await look({ ...kept, ...missing })
    })
  }

  function send() {
    // Ctrl+Enter submits even when the button is disabled.
    if (sending) return
    const submission = draft.submission || crypto.randomUUID()
    keep({ submission })
    startSending(async () => {
      const there = await look(draft)
      if (there.some(({ id }) => !duplicates.some((shown) => shown.id === id)))
        return setHeldBack((times) => times + 1)
      const { madeFor: _, why, ...request } = draft
      const result = await callAction(actions.createRequest, {
        ...request,
        why: why.slice(0, MOST_SENT),
        proposal: proposal ?? undefined,
        submission,
      })
      setAttempt((times) => times + 1)
      if (!result.ok) return setProblem({ message: result.message, fields: result.fields })
      reset()
      router.push(paths.request(result.value))
      // The header persists across pages and shows how many are waiting.
      router.refresh()
    })
  }

  return {
    draft,
    proposal,
    duplicates,
    explanation,
    problem,
    attempt,
    heldBack,
    reading,
    sending,
    change,
    typeError,
    readError,
    send,
  }
}

function toldFacts({ facts }: Explanation): Partial<AccessFacts> {
  return Object.fromEntries(FACTS.flatMap((fact) => (facts[fact] ? [[fact, facts[fact]]] : [])))
}
