'use client'

import { useEffect } from 'react'
import { recentKey, withVisit } from '@/lib/repositories/recent'
import type { RepositoryRef } from '@/lib/repositories/reference'

/** Puts the repository that is shown among those that this person opened last. Only this browser knows them. */
export function RememberVisit({ user, account, region, name }: RepositoryRef & { user: string }) {
  useEffect(() => {
    const key = recentKey(user)
    localStorage.setItem(key, withVisit(localStorage.getItem(key), { account, region, name }))
  }, [user, account, region, name])
  return null
}
