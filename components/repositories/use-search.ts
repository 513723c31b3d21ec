import { useRef, useState } from 'react'
import type { AccountTag } from '@/lib/accounts/model'
import type { Found } from '@/lib/inventory/find-repositories'
import { fetchFound, type SearchFailure } from './fetch-found'
import { previewOf } from './preview-of'

/** What was found, and the search that it answers. */
export type Answer = { address: string; found: Found }

/** Answers of this visit, so that Back shows at once what was there. */
const earlier = new Map<string, Found>()
const MOST_EARLIER = 20
const PAUSE_MS = 120

/** The newest answer to a search. An answer that comes after a newer question was asked is dropped. */
export function useSearch(served: Answer) {
  const [answer, setAnswer] = useState(served)
  const [problem, setProblem] = useState<string>()
  const [waiting, setWaiting] = useState(false)
  const underWay = useRef<{ address: string; controller: AbortController }>(undefined)

  function take(next: Answer) {
    keep(next.address, next.found)
    underWay.current?.controller.abort()
    underWay.current = undefined
    setAnswer((shown) => (isSame(shown, next) ? shown : next))
    setProblem(undefined)
    setWaiting(false)
  }

  /** With the accounts it shows at once what this browser itself finds. */
  async function ask(address: string, accounts?: readonly AccountTag[]) {
    if (underWay.current?.address === address) return
    underWay.current?.controller.abort()
    const controller = new AbortController()
    underWay.current = { address, controller }
    function show(found: Found) {
      if (underWay.current?.controller !== controller) return
      setAnswer({ address, found })
      setWaiting(false)
    }
    setWaiting(true)
    const before = earlier.get(address)
    if (before) show(before)
    if (accounts && previewOf(address, accounts, show)) {
      // What is shown is what the portal will say: it is asked when the typing pauses, and not between two keys.
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
      if (controller.signal.aborted) return
    }
    const found = await fetchFound(address, controller.signal)
    if (controller.signal.aborted) return
    underWay.current = undefined
    if (typeof found === 'string') {
      setWaiting(false)
      setProblem(PROBLEMS[found])
      return
    }
    take({ address, found })
  }

  return { answer, problem, waiting, ask, take }
}

const PROBLEMS: Record<SearchFailure, string> = {
  'signed-out': 'You’re signed out, so nothing was searched. Reload the page to sign in.',
  unanswered:
    'The portal didn’t respond to this search, so you’re seeing the previous results. Keep typing to try again.',
}

/** What the browser itself found is mostly what the portal says, and need not be drawn again. */
function isSame(one: Answer, other: Answer): boolean {
  return (
    one.address === other.address &&
    one.found.repositories === other.found.repositories &&
    JSON.stringify(one.found) === JSON.stringify(other.found)
  )
}

function keep(address: string, found: Found) {
  earlier.delete(address)
  earlier.set(address, found)
  const oldest = earlier.keys().next().value
  if (earlier.size > MOST_EARLIER && oldest !== undefined) earlier.delete(oldest)
}
