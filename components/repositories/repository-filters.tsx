'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import { type FormEvent, type ReactNode, useLayoutEffect, useRef, useTransition } from 'react'
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
  const address = useSearchParams().toString()
  /** The address that the controls stand for. */
  const shown = useRef(address)

  function show(event: FormEvent) {
    // Text that is being composed is not yet what the person means.
    if (event.nativeEvent instanceof InputEvent && event.nativeEvent.isComposing) return
    if (!form.current) return
    const parameters = new URLSearchParams()
    for (const [key, value] of new FormData(form.current))
      if (typeof value === 'string' && value.trim() !== '') parameters.set(key, value.slice(0, 300))
    const query = parameters.toString()
    shown.current = query
    startTransition(() => router.replace(query ? `${props.path}?${query}` : props.path, { scroll: false }))
  }

  // An address that was not asked for here came by a link or by Back, and the controls follow it. While an answer is
  // awaited they are ahead of the address, and what is being typed stays.
  useLayoutEffect(() => {
    if (pending || address === shown.current) return
    shown.current = address
    if (form.current) fill(form.current, new URLSearchParams(address))
  }, [address, pending])

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

/** Sets every control to what the address says; a value that a select does not have is its first option. */
function fill(form: HTMLFormElement, parameters: URLSearchParams) {
  for (const control of form.elements) {
    if (!(control instanceof HTMLInputElement || control instanceof HTMLSelectElement)) continue
    control.value = parameters.get(control.name) ?? ''
    if (control instanceof HTMLSelectElement && control.selectedIndex < 0) control.selectedIndex = 0
  }
}
