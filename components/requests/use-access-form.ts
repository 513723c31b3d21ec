'use client'

import { useRouter } from 'next/navigation'
import { useRef, useState, useTransition } from 'react'
import { callAction } from '@/components/ui/call-action'
import { useDraft } from '@/components/ui/use-draft'
import type { ActionResult } from '@/lib/http/action'
import { paths } from '@/lib/paths'
import { keptPart } from '@/lib/requests/message/message-text'
import type { OpenDuplicate } from '@/lib/requests/open-duplicates'
import type { Explanation } from '@/lib/requests/verdict/explain-denial'
import type { Facts } from './access-facts'
import { type AccessDraft, callOf, draftKey, type Given, placeOf } from './asking'

export type AskingActions = {
  explain: (input: unknown) => Promise<ActionResult<Explanation>>
  findDuplicates: (input: unknown) => Promise<ActionResult<OpenDuplicate[]>>
  ask: (input: unknown) => Promise<ActionResult<number>>
}

const FACTS = ['account', 'region', 'repository', 'awsUserName', 'action'] as const
// Enough to be told that it is too long; a call takes far less than somebody can paste.
const MOST_SENT = 100_000

/** The form for access: what stands in it, what the portal says to that, and sending it. */
export function useAsking(given: Given, known: OpenDuplicate[], actions: AskingActions) {
  const router = useRouter()
  const start: AccessDraft = { ...given, error: '', madeFor: placeOf(given), submission: '' }
  const { draft, change: keep, reset } = useDraft<AccessDraft>(draftKey(given), start, readKept)
  const [explanation, setExplanation] = useState<Explanation>()
  const [problem, setProblem] = useState<{ message: string; fields: Record<string, string> }>()
  const [found, setFound] = useState({ call: callOf(given), duplicates: known })
  /** How often the form was sent, and how often it was held back because of a request like it. */
  const [attempt, setAttempt] = useState(0)
  const [heldBack, setHeldBack] = useState(0)
  const [reading, startReading] = useTransition()
  const [sending, startSending] = useTransition()
  const newest = useRef(0)

  const proposal = belongs(draft) ? draft.proposal : null
  const duplicates = found.call === callOf(draft) ? found.duplicates : []

  /** A changed request is another one: sent again, it is not taken for the one before. */
  function change(changes: Partial<AccessDraft>) {
    keep({ submission: '', ...changes })
  }

  function typeError(text: string) {
    // An answer to an older text must not replace this one.
    newest.current += 1
    change({ error: keptPart(text) })
  }

  /** Reads an error; what it tells fills the form. */
  function read(error: string) {
    readThen(error, (value) => {
      const told = toldFacts(value)
      const facts = { ...draft, ...told }
      // What somebody edited themselves stays, as long as it is for this repository.
      const isTheirs = draft.proposal !== null && draft.madeFor === placeOf(facts)
      change({
        ...told,
        error: value.error,
        ...(value.proposal && !isTheirs && { proposal: value.proposal, madeFor: callOf(facts) }),
      })
      return facts
    })
  }

  /** What was kept or handed over is read again, and fills only what is still empty. */
  function readKept(kept: AccessDraft) {
    if (!kept.error) return
    readThen(kept.error, (value) => {
      const told = toldFacts(value)
      const missing = Object.fromEntries(
        FACTS.flatMap((fact) => (kept[fact] ? [] : [[fact, told[fact] ?? '']])),
      )
      keep({ ...missing, error: value.error })
      return { ...kept, ...missing }
    })
  }

  function readThen(error: string, fill: (explanation: Explanation) => Facts) {
    newest.current += 1
    const asked = newest.current
    startReading(async () => {
      const result = await callAction(actions.explain, { error: keptPart(error) })
      // Only the newest paste counts, however late an older answer comes.
      if (asked !== newest.current) return
      if (!result.ok) return setProblem({ message: result.message, fields: {} })
      setProblem(undefined)
      setExplanation(result.value)
      await look(fill(result.value))
    })
  }

  /** Not knowing of a request like it keeps nobody from asking. */
  async function look(facts: Facts): Promise<OpenDuplicate[]> {
    const { account, region, repository, awsUserName, action } = facts
    const result = await callAction(actions.findDuplicates, {
      account,
      region,
      repository,
      awsUserName,
      action,
    })
    const there = result.ok ? result.value : []
    setFound({ call: callOf(facts), duplicates: there })
    return there
  }

  function send() {
    // Ctrl+Enter asks no button whether it may be pressed.
    if (sending) return
    const submission = draft.submission || crypto.randomUUID()
    keep({ submission })
    startSending(async () => {
      const there = await look(draft)
      if (there.some(({ id }) => !duplicates.some((shown) => shown.id === id)))
        return setHeldBack((times) => times + 1)
      const { madeFor: _, why, ...request } = draft
      const result = await callAction(actions.ask, {
        ...request,
        why: why.slice(0, MOST_SENT),
        proposal: proposal ?? undefined,
        submission,
      })
      setAttempt((times) => times + 1)
      if (!result.ok) return setProblem({ message: result.message, fields: result.fields })
      reset()
      router.push(paths.request(result.value))
      // The header stays over a change of page, and says how many wait.
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
    read,
    send,
  }
}

/** A proposal is not carried to another repository, and that of an error to no other call. */
function belongs(draft: AccessDraft): boolean {
  return draft.madeFor === placeOf(draft) || draft.madeFor === callOf(draft)
}

function toldFacts({ facts }: Explanation): Partial<Facts> {
  return Object.fromEntries(FACTS.flatMap((fact) => (facts[fact] ? [[fact, facts[fact]]] : [])))
}
