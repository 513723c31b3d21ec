'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { isTyping, singleKeysOff } from '@/components/shell/keys'
import type { KnownAccounts } from '@/lib/accounts/account-names'
import { paths } from '@/lib/paths'
import type { PaletteUser } from './options'
import { PaletteButton } from './palette-button'
import type { Results, ResultsHandle, Shown } from './results'

const DIALOG = 'palette'
const RESULTS = 'palette-results'
const LABEL = 'Find a repository, a page or an action'

/**
 * Finds repositories, pages and actions from anywhere. What it offers is loaded when it is first opened; the field is
 * there from the start and is a form of its own, so that Enter opens the first hit whatever has arrived.
 */
export function Palette({ user, accounts }: { user: PaletteUser; accounts: KnownAccounts }) {
  const path = usePathname()
  const dialog = useRef<HTMLDialogElement>(null)
  const form = useRef<HTMLFormElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const results = useRef<ResultsHandle>(null)
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [shown, setShown] = useState<Shown>()
  const [loaded, setLoaded] = useState<{ Results: typeof Results } | 'failed'>()

  function show() {
    if (!dialog.current?.open) dialog.current?.showModal()
    input.current?.focus()
    setOpen(true)
    setText(input.current?.value ?? '')
    import('./results').then(setLoaded, (error: unknown) => {
      console.warn('the suggestions did not arrive', error)
      setLoaded('failed')
    })
  }

  function close() {
    dialog.current?.close()
  }

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (isChord(event)) {
      event.preventDefault()
      return dialog.current?.open ? close() : show()
    }
    if (!isSlash(event)) return
    event.preventDefault()
    const search = document.querySelector<HTMLInputElement>('[data-search]')
    if (!search) return show()
    search.focus()
    search.select()
  })

  // The button's own command may have opened it before this script was there.
  const onArrival = useEffectEvent(() => {
    if (dialog.current?.open) show()
  })

  useEffect(() => {
    onArrival()
    const listener = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])

  return (
    <>
      {path !== paths.home() && <PaletteButton opens={DIALOG} show={show} />}
      <dialog
        ref={dialog}
        id={DIALOG}
        aria-label={LABEL}
        closedby="any"
        onClose={() => {
          form.current?.reset()
          setShown(undefined)
          setOpen(false)
        }}
        className="mt-2 h-[min(31rem,calc(100dvh-1rem))] max-h-none w-[calc(100%-1rem)] max-w-2xl flex-col overflow-hidden rounded-dialog border border-hairline bg-page shadow-[var(--shadow)] open:flex md:mt-[12vh] md:h-[min(31rem,76vh)]"
      >
        <form
          ref={form}
          action={paths.open({ q: '' })}
          onSubmit={(event) => results.current?.onSubmit(event)}
          className="flex shrink-0 items-center gap-2 border-b border-hairline pr-3 has-[input:focus-visible]:border-accent"
        >
          <input
            ref={input}
            name="q"
            role="combobox"
            aria-label={LABEL}
            aria-autocomplete="list"
            aria-expanded={shown?.expanded ?? false}
            aria-controls={RESULTS}
            aria-activedescendant={shown?.active}
            placeholder={LABEL}
            enterKeyHint="go"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            maxLength={2000}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => results.current?.onKeyDown(event)}
            className="h-12 min-w-0 flex-1 bg-transparent pl-4 text-lg text-ellipsis outline-none"
          />
          <button
            type="button"
            aria-label="Close, Esc"
            onClick={close}
            className="rounded border border-hairline px-1.5 text-xs text-text-2 hover:bg-hover hover:text-text"
          >
            <span className="md:hidden">Close</span>
            <kbd className="hidden md:inline">Esc</kbd>
          </button>
        </form>
        {open && loaded === 'failed' && (
          <p role="status" className="px-4 py-3 text-text-2">
            The suggestions did not arrive. Enter still opens the first hit.
          </p>
        )}
        {open && loaded && loaded !== 'failed' && (
          <loaded.Results
            ref={results}
            id={RESULTS}
            text={text}
            user={user}
            accounts={accounts}
            onShown={setShown}
            close={close}
          />
        )}
      </dialog>
    </>
  )
}

function isChord({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return (key === 'k' || key === 'K') && (ctrlKey || metaKey) && !altKey && !shiftKey
}

function isSlash(event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, altKey, target } = event
  return key === '/' && !ctrlKey && !metaKey && !altKey && !isTyping(target) && !singleKeysOff()
}
