import { useRef, useState } from 'react'
import type { Found } from '@/lib/inventory/find-repositories'
import { paths } from '@/lib/paths'

/** What was found, and the search that it answers. */
export type Answer = { address: string; found: Found }

/** Answers of this visit, so that Back shows at once what was there. */
const earlier = new Map<string, Found>()
const MOST_EARLIER = 20

/** The newest answer to a search. An answer that comes after a newer question was asked is dropped. */
export function useSearch(served: Answer) {
  const [answer, setAnswer] = useState(served)
  const [problem, setProblem] = useState<string>()
  const [waiting, setWaiting] = useState(false)
  const underWay = useRef<AbortController>(undefined)

  function take(next: Answer) {
    underWay.current?.abort()
    setAnswer(next)
    setProblem(undefined)
    setWaiting(false)
  }

  async function ask(address: string) {
    underWay.current?.abort()
    const aborted = new AbortController()
    underWay.current = aborted
    const before = earlier.get(address)
    if (before) setAnswer({ address, found: before })
    setWaiting(!before)
    try {
      const found = await fetchFound(address, aborted.signal)
      if (aborted.signal.aborted) return
      keep(address, found)
      take({ address, found })
    } catch (error) {
      if (aborted.signal.aborted) return
      console.warn('a search was not answered', error)
      setWaiting(false)
      setProblem(error instanceof SignedOut ? SIGNED_OUT : NO_ANSWER)
    }
  }

  return { answer, problem, waiting, ask, take }
}

const SIGNED_OUT = 'You are signed out, so the portal did not search. Reload the page to sign in.'
const NO_ANSWER =
  'The portal did not answer this search; what is listed is from before. Type on to try again.'

class SignedOut extends Error {}

async function fetchFound(address: string, signal: AbortSignal): Promise<Found> {
  const response = await fetch(paths.search(address), { signal, headers: { accept: 'application/json' } })
  if (response.status === 401) throw new SignedOut()
  if (!response.ok) throw new Error(`the search answered ${response.status}`)
  return (await response.json()) as Found
}

function keep(address: string, found: Found) {
  earlier.delete(address)
  earlier.set(address, found)
  const oldest = earlier.keys().next().value
  if (earlier.size > MOST_EARLIER && oldest !== undefined) earlier.delete(oldest)
}
