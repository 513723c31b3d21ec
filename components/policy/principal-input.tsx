'use client'

import { type ClipboardEvent, type KeyboardEvent, useId, useState } from 'react'
import { Field } from '@/components/ui/field'
import { accountName, type KnownAccounts } from '@/lib/accounts/account-names'
import { type PrincipalField, readField } from '@/lib/policy/form/field-principals'
import type { TypedFinding } from '@/lib/policy/typed-principals'
import { optionId, PrincipalOptions, principalOptions } from './principal-options'

type InputProps = {
  id: string
  field: PrincipalField
  label: string
  help: string
  /** As a policy writes them: account numbers, ARNs, services. */
  values: readonly string[]
  /** What stands in the field and is not yet among the values. */
  text: string
  accounts: KnownAccounts
  error: string | undefined
  onChange: (values: string[], text: string) => void
}

/**
 * Takes principals one after the other or pasted together in any separation. Known ones are offered while a name is typed;
 * Enter takes the first. What is none stays in the field, with the reason below.
 */
export function PrincipalInput(props: InputProps) {
  const { id, field, values, accounts, text, onChange } = props
  const [findings, setFindings] = useState(() => readField(field, text, accounts).findings)
  const [active, setActive] = useState(0)
  const [open, setOpen] = useState(false)
  const listId = useId()
  const options = open ? principalOptions(text, field, accounts, values) : []
  const error = findings.length > 0 ? undefined : props.error

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
    // A mistake is told when the field is left; while it is being corrected, at each key.
    if (findings.length > 0) setFindings(readField(field, typed, accounts).findings)
  }

  function remove(value: string) {
    onChange(
      values.filter((each) => each !== value),
      text,
    )
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

  return (
    <Field id={id} label={props.label} help={props.help} error={error}>
      <div className="relative">
        <div className="flex min-h-8 flex-wrap items-center gap-1.5 rounded-control border border-control bg-page px-1.5 py-1 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent">
          {values.map((value) => (
            <Token key={value} value={value} accounts={accounts} remove={() => remove(value)} />
          ))}
          <input
            id={id}
            role="combobox"
            aria-expanded={options.length > 0}
            aria-controls={listId}
            aria-activedescendant={options[active] ? optionId(listId, active) : undefined}
            aria-describedby={[`${id}-help`, error && `${id}-error`, findings.length > 0 && `${id}-findings`]
              .filter(Boolean)
              .join(' ')}
            aria-invalid={error || findings.length > 0 ? true : undefined}
            autoFocus={values.length === 0}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            value={text}
            onChange={(event) => type(event.target.value)}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            onBlur={() => {
              setOpen(false)
              if (text.trim() !== '') take(text)
            }}
            className="h-6 min-w-40 flex-1 bg-transparent px-1 outline-none"
          />
        </div>
        <PrincipalOptions
          id={listId}
          label={field === 'aws' ? 'Known accounts' : 'Known services'}
          options={options}
          active={active}
          take={take}
        />
      </div>
      <Findings
        id={`${id}-findings`}
        findings={findings}
        accounts={accounts}
        use={(suggestion, instead) => take(text.replace(instead, suggestion))}
      />
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

type FindingsProps = {
  id: string
  findings: readonly TypedFinding[]
  accounts: KnownAccounts
  use: (suggestion: string, instead: string) => void
}

/** What in the field is no principal, and what was probably meant. */
function Findings({ id, findings, accounts, use }: FindingsProps) {
  return (
    <div id={id} className="grid gap-1">
      {findings.map(({ text, message, suggestion }) => (
        <p key={text} role="alert" className="text-xs break-words text-error">
          {message}{' '}
          {suggestion && (
            <button
              type="button"
              className="text-link underline underline-offset-2"
              onClick={() => use(suggestion, text)}
            >
              Use {accountName(suggestion, accounts) ?? suggestion}
            </button>
          )}
        </p>
      ))}
    </div>
  )
}
