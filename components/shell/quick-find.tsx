'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { paths } from '@/lib/paths'
import { isTyping, singleKeysOff } from './keys'

/** The search in the header of every page but the first, which has its own. `/` and Ctrl/Cmd+K go to whichever there is. */
export function QuickFind() {
  const path = usePathname()
  const input = useRef<HTMLInputElement>(null)

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const slash =
        event.key === '/' &&
        !event.ctrlKey &&
        !event.metaKey &&
        !event.altKey &&
        !isTyping(event.target) &&
        !singleKeysOff()
      const control = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)
      if (!slash && !control) return
      const search = input.current ?? document.querySelector<HTMLInputElement>('[data-search]')
      if (!search) return
      event.preventDefault()
      search.focus()
      search.select()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])

  if (path === '/') return null
  return (
    <search className="relative w-full md:w-60">
      <form action={paths.open({ q: '' })}>
        <input
          ref={input}
          name="q"
          aria-label="Find a repository"
          placeholder="Find a repository"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={2000}
          className="h-8 w-full rounded-control border border-control bg-page pr-14 pl-2.5 text-sm"
        />
        <kbd className="pointer-events-none absolute top-1.5 right-2 rounded border border-hairline px-1.5 text-[11px] text-text-2">
          Ctrl K
        </kbd>
      </form>
    </search>
  )
}
