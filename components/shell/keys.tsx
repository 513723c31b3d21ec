'use client'

import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'

const OFF = 'single-keys-off'
const SHOW = 'portal:show-keys'

const KEYS = [
  ['Ctrl K', 'Find a repository, a page or an action'],
  ['/', 'Search on this page, or open the palette'],
  ['j, k', 'Next and previous row in a list'],
  ['Enter', 'Open the row, or the first search result'],
  ['a', 'On a request: focus Approve (Enter to confirm)'],
  ['r', 'On a request: decline it, with a reason'],
  ['?', 'Show these shortcuts'],
] as const

/**
 * The keyboard on every page: `j` and `k` move between rows, and `?` lists the keys, where single-key shortcuts can be
 * turned off. The list is in the page only while it is shown.
 */
export function Keys() {
  const dialog = useRef<HTMLDialogElement>(null)
  const [off, setOff] = useState(false)
  const [isOpen, setOpen] = useState(false)

  useEffect(() => setOff(singleKeysOff()), [])

  useEffect(() => {
    function open() {
      dialog.current?.showModal()
      setOpen(true)
    }
    window.addEventListener(SHOW, open)
    return () => window.removeEventListener(SHOW, open)
  }, [])

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (document.querySelector('dialog:modal')) return
      if (event.key === '?') return showKeys()
      if (off) return
      if (event.key === 'a' || event.key === 'r') return goToShortcut(event)
      if (event.key !== 'j' && event.key !== 'k') return
      const rows: Element[] = [...document.querySelectorAll('[data-row]')]
      const at = document.activeElement ? rows.indexOf(document.activeElement) : -1
      const next = event.key === 'j' ? at + 1 : at < 0 ? rows.length - 1 : at - 1
      const row = rows[Math.min(Math.max(next, 0), rows.length - 1)]
      if (row instanceof HTMLElement) row.focus()
    }
    window.addEventListener('keydown', onKey)
    // Tells tests and people that the keys work now: a page that has just arrived doesn't react to them yet.
    document.documentElement.dataset.keys = off ? 'off' : 'on'
    return () => window.removeEventListener('keydown', onKey)
  }, [off])

  return (
    <dialog
      ref={dialog}
      aria-labelledby="keys-title"
      onClose={() => setOpen(false)}
      className="w-full max-w-md rounded-dialog border border-hairline bg-page p-5 shadow-[var(--shadow)]"
    >
      {isOpen && (
        <>
          <h2 id="keys-title" className="mb-3 text-lg font-semibold">
            Keys
          </h2>
          <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-1.5">
            {KEYS.map(([key, does]) => (
              <div key={key} className="contents">
                <dt>
                  <kbd className="rounded border border-hairline px-1.5 text-xs">{key}</kbd>
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
          <label className="mt-4 flex items-center gap-2">
            <input
              type="checkbox"
              checked={off}
              onChange={(event) => {
                localStorage.setItem(OFF, event.target.checked ? 'yes' : 'no')
                setOff(event.target.checked)
              }}
            />
            Turn off single-key shortcuts
          </label>
          <div className="mt-4 flex justify-end">
            <Button look="primary" autoFocus onClick={() => dialog.current?.close()}>
              Close
            </Button>
          </div>
        </>
      )}
    </dialog>
  )
}

/**
 * Focuses the control that has this key. It is pressed only if it just opens a dialog; a single key does nothing else.
 */
function goToShortcut(event: KeyboardEvent) {
  const control = document.querySelector(`[aria-keyshortcuts="${event.key}"]`)
  if (!(control instanceof HTMLElement)) return
  // Keeps the letter out of the dialog that opens.
  event.preventDefault()
  control.focus()
  if (control.ariaHasPopup === 'dialog') control.click()
}

/** Shows the list of keys, from anywhere. */
export function showKeys() {
  window.dispatchEvent(new Event(SHOW))
}

/** Whether this person turned single-key shortcuts off. */
export function singleKeysOff(): boolean {
  return localStorage.getItem(OFF) === 'yes'
}

/** Whether a key pressed there is text rather than a command. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}
