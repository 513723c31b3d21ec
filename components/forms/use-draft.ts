'use client'

import { useEffect, useEffectEvent, useRef, useState } from 'react'

/**
 * The state of a form, kept in this tab across a reload or an expired session. `key` identifies the form and its
 * subject. `reset` deletes what was kept, and continues with another state if one is given. `onKept` is called with a
 * restored state.
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

/** Prefills part of a form that is opened next. The rest stays as it is. */
export function keepDraft<T extends object>(key: string, changes: Partial<T>) {
  write(key, { ...readKept<T>(key), ...changes })
}

function write(key: string, draft: object) {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft))
  } catch (error) {
    // A tab stores about five million characters. The form itself still has all of them.
    console.warn('a draft was too long to be kept', error)
  }
}

/** What this form stored earlier; nothing if it can't be read. */
function readKept<T>(key: string): Partial<T> | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') ?? undefined
  } catch (error) {
    console.warn('a kept draft was not readable', error)
    sessionStorage.removeItem(key)
    return undefined
  }
}
