'use client'

import { useState, useTransition } from 'react'
import { callAction } from '@/components/forms/call-action'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Segments } from '@/components/ui/segments'
import { accountWords, type KnownAccounts } from '@/lib/accounts/account-names'
import type { ActionResult } from '@/lib/http/action'
import { type PolicyDocument, storedPolicy } from '@/lib/policy/document'
import { copyPolicy, ownerNotes } from '@/lib/policy/edit/copy-policy'
import type { RepositoryRef } from '@/lib/repositories/reference'
import type { CopyEditing } from './editing'
import { RepositoryPicker } from './repository-picker'

export type ReadPolicy = (input: unknown) => Promise<ActionResult<string | null>>

type CopyProps = {
  editing: CopyEditing
  repository: RepositoryRef
  document: PolicyDocument | undefined
  accounts: KnownAccounts
  error: string | undefined
  read: ReadPolicy
  onChange: (editing: CopyEditing) => void
}

/** Which repository's policy to copy, and whether to add it to the current one or replace that. */
export function CopyFields({ editing, repository, document, accounts, error, read, onChange }: CopyProps) {
  const [problem, setProblem] = useState<string>()
  const [reading, startReading] = useTransition()
  const { source, how } = editing
  const copied = source && storedPolicy(source.policy)

  function pick(ref: RepositoryRef) {
    startReading(async () => {
      const result = await callAction(read, ref)
      if (!result.ok) return setProblem(result.message)
      if (result.value === null)
        return setProblem(`${ref.name} in ${accountWords(ref.account, accounts)} has no policy to copy.`)
      setProblem(undefined)
      onChange({ ...editing, source: { ref, policy: result.value } })
    })
  }

  if (!source || !copied)
    return (
      <div className="grid gap-3">
        <RepositoryPicker
          id="source"
          label="Copy the policy from"
          accounts={accounts}
          except={repository}
          error={error}
          onPick={pick}
        />
        {reading && (
          <p role="status" className="late text-xs text-text-2">
            Reading the policy…
          </p>
        )}
        {problem && (
          <Notice tone="warning" title="Nothing was copied" live>
            <p>{problem}</p>
          </Notice>
        )}
      </div>
    )
  const owners = { from: source.ref.account, to: repository.account, accounts }
  const notes = [...copyPolicy(document, copied, how).notes, ...ownerNotes(copied, owners)]
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="min-w-0 break-words">
          From <span className="font-mono text-xs">{source.ref.name}</span> in{' '}
          {accountWords(source.ref.account, accounts)}, {source.ref.region}
        </p>
        <Button small autoFocus onClick={() => onChange({ ...editing, source: null })}>
          Choose another
        </Button>
      </div>
      {document && (
        <div>
          <Segments
            label="Where its statements go"
            value={how}
            options={[
              ['add', 'Add to the current statements'],
              ['instead', 'Replace the current policy'],
            ]}
            onChange={(next) => onChange({ ...editing, how: next })}
          />
        </div>
      )}
      {notes.length > 0 && (
        <Notice tone="info" title="What is different here">
          <ul className="list-disc pl-5">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  )
}
