'use client'

import { useEffect, useState } from 'react'
import type { Registry } from '@/lib/accounts/registry'
import { paths } from '@/lib/paths'

/** The best of what matches, grouped by name, and how many match in all. */
export type Answer = { groups: { name: string; rows: Registry[] }[]; repositories: number }
export type Failure = 'signed-out' | 'unanswered'
/** What became of the question `q`. */
export type Outcome = { q: string } & ({ answer: Answer } | { failure: Failure })

const SLOW_MS = 200
const LONGEST = 300

/**
 * Asks which repositories match, at every change of the text; an empty text is no question. `last` is what came back
 * last, and `pending` says that it is not about this text. An answer to an earlier text never follows a later one.
 */
export function useAnswer(q: string) {
  const [last, setLast] = useState<Outcome>()
  const [slow, setSlow] = useState(false)
  const pending = q !== '' && last?.q !== q

  useEffect(() => {
    if (q === '') return
    const aborted = new AbortController()
    void ask(q, aborted.signal).then((outcome) => {
      if (!aborted.signal.aborted) setLast(outcome)
    })
    return () => aborted.abort()
  }, [q])

  useEffect(() => {
    if (!pending) return
    const timer = setTimeout(() => setSlow(true), SLOW_MS)
    return () => {
      clearTimeout(timer)
      setSlow(false)
    }
  }, [pending])

  return { last, pending, slow }
}

async function ask(q: string, signal: AbortSignal): Promise<Outcome> {
  try {
    const address = new URLSearchParams({ q: q.slice(0, LONGEST) }).toString()
    // A redirect is not followed: it leads to the sign-in, and says that the session is over.
    const response = await fetch(paths.search(address), { signal, redirect: 'manual' })
    if (response.type === 'opaqueredirect' || response.status === 401) return { q, failure: 'signed-out' }
    if (!response.ok) return { q, failure: 'unanswered' }
    return { q, answer: (await response.json()) as Answer } // Our own route's words.
  } catch (error) {
    if (!signal.aborted) console.warn('the search was not answered', error)
    return { q, failure: 'unanswered' }
  }
}
