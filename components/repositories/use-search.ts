import { useRef, useState } from 'react'
import type { AccountTag } from '@/lib/accounts/model'
import type { Found } from '@/lib/inventory/find-repositories'
import { fetchFound, type SearchFailure } from './fetch-found'
import { previewOf } from './preview-of'

/** Results, and the search that they belong to. */
export type Answer = { address: string; found: Found }

/** Results from this visit, so that Back shows them at once. */
const earlier = new Map<string, Found>()
const MOST_EARLIER = 20
const PAUSE_MS = 120

/** The latest results. Drops any that arrive after a newer search has started. */
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

  /** Given the accounts, it shows at once what this browser itself finds. */
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
      // The preview shows what the portal will find, so the portal is asked when typing pauses, not between two keys.
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

/** The portal usually finds the same as the browser, and then nothing needs redrawing. */
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
