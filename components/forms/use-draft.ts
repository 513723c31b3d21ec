'use client'

import { useEffect, useEffectEvent, useRef, useState } from 'react'

/**
 * The state of a form, kept in this tab over a reload or an expired sign-in. `key` names the form and what it is about.
 * `reset` forgets what was kept, and goes on with another state if one is given. `onKept` is told what was found kept.
 */
export function useDraft<T extends object>(key: string, initial: T, onKept?: (draft: T) => void) {
  const [draft, setDraft] = useState(initial)
  const latest = useRef(initial)
  const tell = useEffectEvent((kept: T) => onKept?.(kept))

  useEffect(() => {
    const kept = readKept<T>(key)
    if (!kept) return
    latest.current = { ...latest.current, ...kept }
    setDraft(latest.current)
    tell(latest.current)
  }, [key])

  function change(changes: Partial<T>) {
    latest.current = { ...latest.current, ...changes }
    setDraft(latest.current)
    write(key, latest.current)
  }

  function reset(next: T = latest.current) {
    latest.current = next
    setDraft(next)
    sessionStorage.removeItem(key)
  }

  return { draft, change, reset }
}

/** Fills in a part of a form that is opened next. What stands in the rest of it stays. */
export function keepDraft<T extends object>(key: string, changes: Partial<T>) {
  write(key, { ...readKept<T>(key), ...changes })
}

function write(key: string, draft: object) {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft))
  } catch (error) {
    // A tab keeps about five million characters. The form itself goes on with all of them.
    console.warn('a draft was too long to be kept', error)
  }
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
