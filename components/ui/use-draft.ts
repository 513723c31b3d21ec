'use client'

import { useEffect, useRef, useState } from 'react'

/**
 * The state of a form, kept in this tab over a reload or an expired sign-in until `clear` is called. `key` names the
 * form and what it is about. `restored` says that what is shown was typed before.
 */
export function useDraft<T>(key: string, initial: T) {
  const [draft, setDraft] = useState(initial)
  const [restored, setRestored] = useState(false)
  const ready = useRef(false)

  useEffect(() => {
    const stored = sessionStorage.getItem(key)
    if (stored) {
      setDraft((current) => ({ ...current, ...(JSON.parse(stored) as Partial<T>) }))
      setRestored(true)
    }
    ready.current = true
  }, [key])

  function change(changes: Partial<T>) {
    setDraft((current) => {
      const next = { ...current, ...changes }
      if (ready.current) sessionStorage.setItem(key, JSON.stringify(next))
      return next
    })
  }

  function clear() {
    sessionStorage.removeItem(key)
    setRestored(false)
  }

  return { draft, change, clear, restored }
}
