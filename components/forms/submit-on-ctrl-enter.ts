import type { KeyboardEvent } from 'react'

/** In a text area Enter is a new line, and Ctrl or Cmd with it sends the form. */
export function submitOnCtrlEnter(event: KeyboardEvent<HTMLTextAreaElement>) {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  event.currentTarget.form?.requestSubmit()
}
