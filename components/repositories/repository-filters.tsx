'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactNode, useRef, useTransition } from 'react'
import { paths } from '@/lib/paths'

/**
 * The search and its filters. Each change is put into the address and the server answers with the new page; Enter
 * opens the first hit. Without script it is a plain form that does the same on Enter.
 */
export function RepositoryFilters(props: {
  path: string
  q: string
  autoFocus?: boolean
  children?: ReactNode
}) {
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const [pending, startTransition] = useTransition()

  function show(event: FormEvent) {
    // Text that is being composed is not yet what the person means.
    if (event.nativeEvent instanceof InputEvent && event.nativeEvent.isComposing) return
    if (!form.current) return
    const parameters = new URLSearchParams()
    for (const [key, value] of new FormData(form.current))
      if (typeof value === 'string' && value.trim() !== '') parameters.set(key, value.slice(0, 300))
    const query = parameters.toString()
    startTransition(() => router.replace(query ? `${props.path}?${query}` : props.path, { scroll: false }))
  }

  return (
    <search>
      <form ref={form} action={paths.open({ q: '' })} onChange={show} className="grid gap-3">
        <div className="relative">
          <input
            data-search
            type="search"
            name="q"
            aria-label="Find a repository"
            placeholder="Find a repository, or paste an image URI, ARN or console link"
            defaultValue={props.q}
            autoFocus={props.autoFocus}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            maxLength={2000}
            className="h-11 w-full rounded-card border border-control bg-page pr-40 pl-3.5 text-lg [&::-webkit-search-cancel-button]:hidden"
          />
          <span
            aria-hidden="true"
            className="pointer-events-none absolute top-3 right-3.5 text-xs text-text-2"
          >
            {pending ? 'Searching…' : props.q && 'Enter opens the first'}
          </span>
        </div>
        {props.children}
      </form>
    </search>
  )
}
