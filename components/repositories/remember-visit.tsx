'use client'

import { useEffect } from 'react'
import { recentKey, withVisit } from '@/lib/repositories/recent'
import type { RepositoryRef } from '@/lib/repositories/reference'

/** Adds the current repository to those that this person opened last. The list stays in this browser. */
export function RememberVisit({ user, account, region, name }: RepositoryRef & { user: string }) {
  useEffect(() => {
    const key = recentKey(user)
    localStorage.setItem(key, withVisit(localStorage.getItem(key), { account, region, name }))
  }, [user, account, region, name])
  return null
}
