'use client'

import { useEffect, useRef, useState } from 'react'

/**
 * The state of a form, kept in this tab over a reload or an expired sign-in. `key` names the form and what it is about.
 * `reset` forgets what was kept, and goes on with another state if one is given.
 */
export function useDraft<T extends object>(key: string, initial: T) {
  const [draft, setDraft] = useState(initial)
  const latest = useRef(initial)

  useEffect(() => {
    const kept = readKept<T>(key)
    if (!kept) return
    latest.current = { ...latest.current, ...kept }
    setDraft(latest.current)
  }, [key])

  function change(changes: Partial<T>) {
    latest.current = { ...latest.current, ...changes }
    setDraft(latest.current)
    sessionStorage.setItem(key, JSON.stringify(latest.current))
  }

  function reset(next: T = latest.current) {
    latest.current = next
    setDraft(next)
    sessionStorage.removeItem(key)
  }

  return { draft, change, reset }
}

/** What this form wrote there before; nothing when it is not readable. */
function readKept<T>(key: string): Partial<T> | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') ?? undefined
  } catch (error) {
    console.warn('a kept draft was not readable', error)
    sessionStorage.removeItem(key)
    return undefined
  }
}
