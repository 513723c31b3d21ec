'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { KnownAccounts } from '@/lib/accounts/account-names'
import { paths } from '@/lib/paths'
import type { PaletteUser } from './options'
import { PaletteButton } from './palette-button'
import { PaletteField } from './palette-field'
import type { Results, ResultsHandle, Shown } from './results'
import { usePaletteKeys } from './use-palette-keys'

const DIALOG = 'palette'
const RESULTS = 'palette-results'
const LABEL = 'Find a repository, a page or an action'

/**
 * Finds repositories, pages and actions from anywhere. Its options load when it is first opened; the field is there
 * from the start and is a form of its own, so that Enter opens the first result no matter what has loaded.
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

  usePaletteKeys(dialog, show)

  // The button's own command may have opened it before this script arrived.
  const onArrival = useEffectEvent(() => {
    if (dialog.current?.open) show()
  })

  useEffect(() => onArrival(), [])

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
        <PaletteField
          form={form}
          input={input}
          results={results}
          label={LABEL}
          controls={RESULTS}
          shown={shown}
          onText={setText}
          close={close}
        />
        {open && loaded === 'failed' && (
          <p role="status" className="px-4 py-3 text-text-2">
            Suggestions couldn’t be loaded. Enter still opens the first result.
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
