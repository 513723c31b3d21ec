'use client'

import { type ClipboardEvent, type KeyboardEvent, useId, useState } from 'react'
import { Field } from '@/components/ui/field'
import { accountName, type KnownAccounts } from '@/lib/policy/known-accounts'
import type { Principal } from '@/lib/policy/principals'
import { identityOf, readTypedPrincipals, type TypedFinding } from '@/lib/policy/typed-principals'

type InputProps = {
  id: string
  label: string
  help: string
  /** As a policy writes them: account numbers, ARNs, services. */
  values: readonly string[]
  accounts: KnownAccounts
  error: string | undefined
  onChange: (values: string[]) => void
  /** What stands in the field and is not yet among the values. */
  text: string
  onText: (text: string) => void
}

const MOST_OFFERED = 6

/**
 * Takes accounts by name or number and ARNs, one after the other or pasted together in any separation. Known accounts
 * are offered while a name is typed; Enter takes the first.
 */
export function PrincipalInput(props: InputProps) {
  const { id, values, accounts, text, onText, onChange } = props
  const [findings, setFindings] = useState<TypedFinding[]>([])
  const [active, setActive] = useState(0)
  const [open, setOpen] = useState(false)
  const listId = useId()
  const offered = open ? offers(text, accounts, values) : []

  function take(typed: string) {
    const read = readTypedPrincipals(typed, accounts)
    onChange(merged(values, read.principals))
    setFindings(read.findings)
    onText(read.findings.map((finding) => finding.text).join(' '))
    setOpen(false)
    setActive(0)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setOpen(true)
      const step = event.key === 'ArrowDown' ? 1 : -1
      if (offered.length > 0) setActive((at) => (at + step + offered.length) % offered.length)
    } else if (event.key === 'Escape') setOpen(false)
    else if ((event.key === 'Enter' || event.key === ',') && text.trim() !== '') {
      event.preventDefault()
      take(offered[active]?.id ?? text)
    } else if (event.key === 'Backspace' && text === '' && values.length > 0) onChange(values.slice(0, -1))
  }

  function onPaste(event: ClipboardEvent) {
    event.preventDefault()
    take(`${text} ${event.clipboardData.getData('text')}`)
  }

  return (
    <Field id={id} label={props.label} help={props.help} error={props.error}>
      <div className="relative">
        <div className="flex min-h-8 flex-wrap items-center gap-1.5 rounded-control border border-control bg-page px-1.5 py-1 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent">
          {values.map((value) => (
            <Token
              key={value}
              value={value}
              accounts={accounts}
              remove={() => onChange(values.filter((each) => each !== value))}
            />
          ))}
          <input
            id={id}
            role="combobox"
            aria-expanded={offered.length > 0}
            aria-controls={listId}
            aria-activedescendant={offered[active] ? `${listId}-${offered[active].id}` : undefined}
            aria-describedby={`${id}-help`}
            aria-invalid={props.error ? true : undefined}
            autoFocus={values.length === 0}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            value={text}
            onChange={(event) => {
              onText(event.target.value)
              setOpen(event.target.value.trim() !== '')
              setActive(0)
            }}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            onBlur={() => {
              setOpen(false)
              if (text.trim() !== '') take(text)
            }}
            className="h-6 min-w-40 flex-1 bg-transparent px-1 outline-none"
          />
        </div>
        <div
          id={listId}
          role="listbox"
          aria-label="Known accounts"
          tabIndex={-1}
          hidden={offered.length === 0}
          className="absolute z-10 mt-1 w-full overflow-hidden rounded-control border border-hairline bg-page py-1 shadow-[var(--shadow)]"
        >
          {offered.map((account, index) => (
            <div
              key={account.id}
              id={`${listId}-${account.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className="cursor-pointer px-3 py-1 aria-selected:bg-hover"
              onPointerDown={(event) => {
                // Taken before the field loses the focus, which would close the list.
                event.preventDefault()
                take(account.id)
              }}
            >
              {account.name} <span className="font-mono text-xs text-text-2">{account.id}</span>
            </div>
          ))}
        </div>
      </div>
      {findings.map((finding) => (
        <p key={finding.text} role="alert" className="text-xs text-error">
          {finding.message}{' '}
          {finding.suggestion && (
            <button
              type="button"
              className="text-link underline underline-offset-2"
              onClick={() => take(text.replace(finding.text, finding.suggestion ?? ''))}
            >
              Use {accountName(finding.suggestion, accounts) ?? finding.suggestion}
            </button>
          )}
        </p>
      ))}
    </Field>
  )
}

function Token(props: { value: string; accounts: KnownAccounts; remove: () => void }) {
  const name = accountName(props.value, props.accounts)
  return (
    <span className="inline-flex max-w-full items-center gap-1 rounded bg-accent-soft pl-2">
      {name && <span>{name}</span>}
      <span className="font-mono text-xs break-all">{props.value}</span>
      <button
        type="button"
        aria-label={`Remove ${name ?? props.value}`}
        onClick={props.remove}
        className="size-6 rounded text-text-2 hover:text-text"
      >
        ×
      </button>
    </span>
  )
}

/** Accounts whose name or number begins with the text first, then those that hold it. */
function offers(text: string, accounts: KnownAccounts, taken: readonly string[]) {
  const typed = text.trim().toLowerCase()
  const free = accounts.filter(({ id }) => !taken.includes(id))
  const starts = free.filter(({ id, name }) => name.toLowerCase().startsWith(typed) || id.startsWith(typed))
  const holds = free.filter(
    (account) => !starts.includes(account) && account.name.toLowerCase().includes(typed),
  )
  return [...starts, ...holds].slice(0, MOST_OFFERED)
}

function merged(values: readonly string[], principals: readonly Principal[]): string[] {
  return [...new Set([...values, ...principals.map(identityOf)])]
}
