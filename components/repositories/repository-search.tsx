'use client'

import { useSearchParams } from 'next/navigation'
import { type FormEvent, type ReactNode, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { Notice } from '@/components/ui/notice'
import type { AccountTag } from '@/lib/accounts/model'
import type { Freshness } from '@/lib/inventory/model'
import { paths } from '@/lib/paths'
import { FilterSelects } from './filter-selects'
import { FollowingSearch } from './following-search'
import { FoundRepositories } from './found-repositories'
import { type Packed, unpack } from './packed'
import { forgetPreview } from './preview-of'
import { searchAddress } from './search-address'
import { SearchBox } from './search-box'
import { useRowClicks } from './use-row-clicks'
import { type Answer, useSearch } from './use-search'

const ADDRESS_PAUSE_MS = 250

/** What the server's page passes to the search: the first results, and how current they are. */
export type Served = { answer: Answer; accounts: readonly AccountTag[]; freshness: Freshness; now: number }

/**
 * The search with its filters and results. The first results come with the page; as the person types, the next ones are
 * fetched, and the address follows when typing pauses. Enter opens the first result. Without script it is a plain form
 * that does the same on Enter.
 */
export function RepositorySearch(props: {
  packed: Packed<Served>
  /** On the home page: only the best rows, and none before something is typed. */
  brief?: boolean
  /** Notes about the registries, shown above the rows. */
  notice?: ReactNode
}) {
  const { brief = false } = props
  const { answer: served, accounts, freshness, now } = useMemo(() => unpack(props.packed), [props.packed])
  const path = brief ? paths.home() : paths.repositories()
  const form = useRef<HTMLFormElement>(null)
  const parameters = useSearchParams()
  const address = searchAddress((name) => parameters.get(name))
  const { answer, problem, waiting, ask, take } = useSearch(served)
  const { copying, onClick } = useRowClicks()
  /** The search in the controls, and the last results that came with a page. */
  const asked = useRef(served.address)
  const seen = useRef(served)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const isReady = useRef(false)

  function showAddress() {
    if (timer.current === undefined) return
    clearTimeout(timer.current)
    timer.current = undefined
    window.history.replaceState(null, '', asked.current ? `${path}?${asked.current}` : path)
  }

  function show() {
    if (!form.current) return
    const fields = new FormData(form.current)
    asked.current = searchAddress((name) => fields.get(name))
    clearTimeout(timer.current)
    timer.current = setTimeout(showAddress, ADDRESS_PAUSE_MS)
    void ask(asked.current, accounts)
  }

  const following: FollowingSearch = {
    address: () => asked.current,
    show(next) {
      forgetPreview()
      // The search may have changed in the meantime.
      if (next.address === asked.current) take(next)
      else void ask(asked.current)
    },
  }

  function onChange(event: FormEvent) {
    // Text that is still being composed (IME) isn't what the person means yet.
    if (event.nativeEvent instanceof InputEvent && event.nativeEvent.isComposing) return
    show()
  }

  // An address that wasn't set here came from a link or Back, so the controls follow it; a reloaded page brings newer
  // results. Neither counts while the address still has to catch up with the typing.
  useLayoutEffect(() => {
    if (timer.current !== undefined) return
    // What was typed before this script arrived is a search too.
    if (!isReady.current) {
      isReady.current = true
      if (typed(form.current) !== (new URLSearchParams(served.address).get('q') ?? '')) return show()
    }
    const moved = address !== asked.current
    if (!moved && served === seen.current) return
    seen.current = served
    asked.current = address
    if (moved && form.current) fill(form.current, new URLSearchParams(address))
    if (served.address === address) take(served)
    else void ask(address)
  })

  useEffect(() => () => clearTimeout(timer.current), [])

  return (
    // A click may leave the page, and Back should return to what was typed.
    <div
      className="grid gap-3"
      onClickCapture={(event) => {
        showAddress()
        onClick(event)
      }}
    >
      <p role="status" className="sr-only">
        {copying?.said}
      </p>
      <search>
        <form
          ref={form}
          action={paths.open({ q: '' })}
          onChange={onChange}
          onSubmit={showAddress}
          className="grid gap-3"
        >
          <SearchBox
            q={new URLSearchParams(served.address).get('q') ?? ''}
            autoFocus={brief}
            waiting={waiting}
            hasHits={answer.found.repositories > 0}
          />
          {!brief && <FilterSelects address={served.address} accounts={accounts} />}
        </form>
      </search>
      {problem && (
        <Notice tone="warning" live>
          {problem}
        </Notice>
      )}
      <FollowingSearch value={following}>
        <FoundRepositories
          answer={answer}
          copying={copying}
          accounts={accounts}
          now={now}
          brief={brief}
          freshness={freshness}
          notice={props.notice}
        />
      </FollowingSearch>
    </div>
  )
}

function typed(form: HTMLFormElement | null): unknown {
  return form && new FormData(form).get('q')
}

/** Sets every control to its value in the address; a select without that value falls back to its first option. */
function fill(form: HTMLFormElement, parameters: URLSearchParams) {
  for (const control of form.elements) {
    if (!(control instanceof HTMLInputElement || control instanceof HTMLSelectElement)) continue
    control.value = parameters.get(control.name) ?? ''
    if (control instanceof HTMLSelectElement && control.selectedIndex < 0) control.selectedIndex = 0
  }
}
