import type { KeyboardEvent } from 'react'

/** In a text area, Enter adds a line; with Ctrl or Cmd it submits the form. */
export function submitOnCtrlEnter(event: KeyboardEvent<HTMLTextAreaElement>) {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  event.currentTarget.form?.requestSubmit()
}
