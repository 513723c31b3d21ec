'use client'

import { useEffect, useState } from 'react'
import { fetchFound, type SearchFailure } from '@/components/repositories/fetch-found'
import { searchAddress } from '@/components/repositories/search-address'
import type { Found } from '@/lib/inventory/find-repositories'

/** The result of the search `q`. */
export type Outcome = { q: string } & ({ answer: Found } | { failure: SearchFailure })

const SLOW_MS = 200

/**
 * Searches for repositories at every change of the text, unless it is empty. `last` is the latest answer, and `pending`
 * means that it isn't about this text. An answer to an earlier text never replaces a later one.
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
  const answer = await fetchFound(
    searchAddress((name) => (name === 'q' ? q : '')),
    signal,
  )
  return typeof answer === 'string' ? { q, failure: answer } : { q, answer }
}
