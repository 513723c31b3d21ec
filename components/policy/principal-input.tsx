'use client'

import { useId } from 'react'
import { Field } from '@/components/ui/field'
import { accountName, type KnownAccounts } from '@/lib/accounts/account-names'
import type { PrincipalField } from '@/lib/policy/form/field-principals'
import type { TypedFinding } from '@/lib/policy/typed-principals'
import { optionId, PrincipalOptions } from './principal-options'
import { usePrincipalEntry } from './use-principal-entry'

type InputProps = {
  id: string
  field: PrincipalField
  label: string
  help: string
  /** As written in a policy: account IDs, ARNs, services. */
  values: readonly string[]
  /** What is typed in the field and not yet one of the values. */
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
  const { findings, options, active, take, type, ...listeners } = usePrincipalEntry(props)
  const listId = useId()
  const error = findings.length > 0 ? undefined : props.error

  function remove(value: string) {
    onChange(
      values.filter((each) => each !== value),
      text,
    )
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
            {...listeners}
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

/** What in the field is not a principal, and what was probably meant. */
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
