'use client'

import { useEffect, useState } from 'react'
import { paths } from '@/lib/paths'
import type { RepositoryRef } from '@/lib/repositories/reference'

const PAUSE_MS = 150

/** Repositories that the name could be confused with; fetched when typing pauses, and only the latest answer counts. */
export function useLookAlikes(name: string): RepositoryRef[] {
  const [found, setFound] = useState<RepositoryRef[]>([])
  useEffect(() => {
    if (name.length < 2) return setFound([])
    const aborted = new AbortController()
    const timer = setTimeout(async () => {
      try {
        const answer = await fetch(paths.lookAlikes({ name }), { signal: aborted.signal })
        setFound(answer.ok ? ((await answer.json()) as RepositoryRef[]) : [])
      } catch {
        // Without an answer there is no hint; creating checks the name anyway.
        if (!aborted.signal.aborted) setFound([])
      }
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      aborted.abort()
    }
  }, [name])
  return found
}
