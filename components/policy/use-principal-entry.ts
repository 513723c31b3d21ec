import { type ClipboardEvent, type KeyboardEvent, useState } from 'react'
import type { KnownAccounts } from '@/lib/accounts/account-names'
import { type PrincipalField, readField } from '@/lib/policy/form/field-principals'
import { principalOptions } from './principal-options'

type EntryInput = {
  field: PrincipalField
  /** As written in a policy: account IDs, ARNs, services. */
  values: readonly string[]
  /** What is typed in the field and not yet one of the values. */
  text: string
  accounts: KnownAccounts
  onChange: (values: string[], text: string) => void
}

/** The options, findings and keys of a combobox for principals. */
export function usePrincipalEntry({ field, values, text, accounts, onChange }: EntryInput) {
  const [findings, setFindings] = useState(() => readField(field, text, accounts).findings)
  const [active, setActive] = useState(0)
  const [open, setOpen] = useState(false)
  const options = open ? principalOptions(text, field, accounts, values) : []

  function take(typed: string) {
    const read = readField(field, typed, accounts)
    setFindings(read.findings)
    setOpen(false)
    setActive(0)
    onChange(
      [...new Set([...values, ...read.values])],
      read.findings.map((finding) => finding.text).join(' '),
    )
  }

  function type(typed: string) {
    onChange([...values], typed)
    setOpen(typed.trim() !== '')
    setActive(0)
    // A mistake is reported on blur; while it is being corrected, at each key press.
    if (findings.length > 0) setFindings(readField(field, typed, accounts).findings)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setOpen(true)
      const step = event.key === 'ArrowDown' ? 1 : -1
      if (options.length > 0) setActive((at) => (at + step + options.length) % options.length)
    } else if (event.key === 'Escape') setOpen(false)
    else if ((event.key === 'Enter' || event.key === ',') && text.trim() !== '') {
      event.preventDefault()
      take(options[active]?.value ?? text)
    } else if (event.key === 'Backspace' && text === '' && values.length > 0)
      onChange(values.slice(0, -1), '')
  }

  function onPaste(event: ClipboardEvent) {
    event.preventDefault()
    take(`${text} ${event.clipboardData.getData('text')}`)
  }

  function onBlur() {
    setOpen(false)
    if (text.trim() !== '') take(text)
  }

  return { findings, options, active, take, type, onKeyDown, onPaste, onBlur }
}
