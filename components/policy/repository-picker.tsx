'use client'

import { type KeyboardEvent, useState } from 'react'
import { RepositoryName } from '@/components/repositories/repository-name'
import { searchAddress } from '@/components/repositories/search-address'
import { type Answer, useSearch } from '@/components/repositories/use-search'
import { TextField } from '@/components/ui/field'
import { accountWords, type KnownAccounts } from '@/lib/accounts/account-names'
import { type RepositoryRef, repositoryKey } from '@/lib/repositories/reference'

const MOST = 8
const NOTHING: Answer = {
  address: '',
  found: {
    groups: [],
    repositories: 0,
    registries: 0,
    page: 1,
    pages: 1,
    near: [],
    unknown: [],
    creatable: false,
  },
}

type PickerProps = {
  id: string
  label: string
  accounts: KnownAccounts
  /** The current repository, which is not offered. */
  except: RepositoryRef
  error: string | undefined
  onPick: (repository: RepositoryRef) => void
}

/** Finds repositories in all registries while typing; Enter picks the first. */
export function RepositoryPicker({ id, label, accounts, except, error, onPick }: PickerProps) {
  const [typed, setTyped] = useState('')
  const { answer, problem, ask } = useSearch(NOTHING)
  const address = addressOf(typed)
  const hits = address === '' ? [] : hitsOf(answer, except)
  const isAnswered = address !== '' && answer.address === address

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter') return
    // Otherwise Enter would save.
    event.preventDefault()
    if (isAnswered && hits[0]) onPick(hits[0])
  }

  return (
    <div className="grid gap-2">
      <TextField
        id={id}
        label={label}
        type="search"
        value={typed}
        autoFocus
        maxLength={300}
        error={error}
        help="Type part of its name, or its URI. Repositories with the same name differ in account or region."
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setTyped(event.target.value)
          const next = addressOf(event.target.value)
          if (next !== '') void ask(next)
        }}
      />
      {problem && (
        <p role="alert" className="text-xs text-error">
          {problem}
        </p>
      )}
      {hits.length > 0 && (
        <ul aria-label="Repositories found" className="grid rounded-control border border-hairline">
          {hits.map((hit) => (
            <li key={repositoryKey(hit)} className="border-hairline not-last:border-b">
              <button
                type="button"
                onClick={() => onPick(hit)}
                className="flex w-full flex-wrap gap-x-3 px-3 py-1.5 text-left hover:bg-hover focus-visible:-outline-offset-2"
              >
                <span className="min-w-0 font-mono text-xs leading-5 wrap-anywhere">
                  <RepositoryName name={hit.name} />
                </span>
                <span className="ml-auto text-text-2 tabular-nums">
                  {accountWords(hit.account, accounts)}, {hit.region}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <p role="status" className="text-xs text-text-2">
        {isAnswered && statusOf(answer, hits.length)}
      </p>
    </div>
  )
}

function addressOf(typed: string): string {
  return searchAddress((name) => (name === 'q' ? typed : undefined))
}

function hitsOf({ found }: Answer, except: RepositoryRef): RepositoryRef[] {
  return [...found.groups, ...found.near]
    .flatMap(({ name, rows }) => rows.map(({ account, region }) => ({ account, region, name })))
    .filter((hit) => repositoryKey(hit) !== repositoryKey(except))
    .slice(0, MOST)
}

function statusOf({ found }: Answer, shown: number): string {
  if (shown === 0) return 'No other repository has that name. Try a shorter part of it.'
  return found.repositories > MOST
    ? `Showing the first ${shown} of ${found.repositories.toLocaleString('en')}. Type more of the name to narrow it down.`
    : ''
}
