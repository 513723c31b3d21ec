'use client'

import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { callAction } from '@/components/ui/call-action'
import { Notice } from '@/components/ui/notice'
import { useDraft } from '@/components/ui/use-draft'
import type { ActionResult } from '@/lib/action'
import type { PolicySaving } from '@/lib/permissions/save-policy'
import type { KnownAccounts } from '@/lib/policy/known-accounts'
import { type RepositoryRef, repositoryKey } from '@/lib/repositories/reference'
import { ConflictView } from './conflict-view'
import { changeStatement, documentOf, type Editing, NEW_FORM } from './editing'
import { EditingPanel } from './editing-panel'
import { SavedNotice } from './saved-notice'
import { StatementList } from './statement-list'
import { WhoCan } from './who-can'

export type SavePolicy = (input: unknown) => Promise<ActionResult<PolicySaving>>

/** Why the last saving failed; `forbidden` when others may do it. */
export type Failure = { forbidden: boolean; message: string }

type EditorProps = {
  repository: RepositoryRef
  /** The policy as ECR has it; null for none. */
  policy: string | null
  accounts: KnownAccounts
  /** Why this person may not save; undefined when they may. */
  refusal: string | undefined
  save: SavePolicy
}

/** The statements, and the one change that is being made to them; saved or kept, and nothing in between. */
export function PolicyEditor({ repository, policy, accounts, refusal, save }: EditorProps) {
  const { draft, change, reset } = useDraft<{ base: string | null; editing: Editing | null }>(
    `policy:${repositoryKey(repository)}`,
    { base: policy, editing: null },
  )
  const { base, editing } = draft
  const [saving, startSaving] = useTransition()
  const [attempt, setAttempt] = useState(0)
  const [failure, setFailure] = useState<Failure>()
  const [conflict, setConflict] = useState<{ theirs: string | null; mine: string | null }>()
  const [saved, setSaved] = useState<Extract<PolicySaving, { outcome: 'saved' }>>()
  const document = documentOf(base)

  function edit(next: Editing | null) {
    setFailure(undefined)
    setConflict(undefined)
    if (next) setSaved(undefined)
    if (next) change({ editing: next })
    else reset({ base, editing: null })
  }

  function send(from: string | null, mine: string | null) {
    startSaving(async () => {
      const result = await callAction(save, { ref: repository, base: from, draft: mine })
      setAttempt((times) => times + 1)
      if (!result.ok) return setFailure({ forbidden: result.code === 'forbidden', message: result.message })
      if (result.value.outcome === 'conflict') return setConflict({ theirs: result.value.theirs, mine })
      setFailure(undefined)
      setConflict(undefined)
      setSaved(result.value.outcome === 'saved' ? result.value : undefined)
      reset({ base: result.value.policy, editing: null })
    })
  }

  return (
    <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1.55fr)_minmax(0,1fr)]">
      <div className="grid gap-4">
        {failure && (!editing || conflict) && (
          <Notice tone="error" title="Not saved" live>
            <p>{failure.message}</p>
          </Notice>
        )}
        {saved && (
          <SavedNotice
            saved={saved}
            repository={repository}
            accounts={accounts}
            undoing={saving}
            undo={() => send(saved.policy, saved.before)}
          />
        )}
        {conflict && (
          <ConflictView
            base={document}
            theirs={documentOf(conflict.theirs)}
            mine={documentOf(conflict.mine)}
            saving={saving}
            saveOnTop={(text) => send(conflict.theirs, text)}
            editMine={() => {
              change({ base: conflict.theirs, editing: { kind: 'json', text: conflict.mine ?? '' } })
              setConflict(undefined)
            }}
            discard={() => {
              reset({ base: conflict.theirs, editing: null })
              setConflict(undefined)
            }}
          />
        )}
        {editing && !conflict ? (
          <EditingPanel
            key={editing.kind}
            editing={editing}
            repository={repository}
            document={document}
            accounts={accounts}
            refusal={refusal}
            failure={failure}
            attempt={attempt}
            saving={saving}
            onChange={(next) => change({ editing: next })}
            onSave={(text) => send(base, text)}
            onCancel={() => edit(null)}
          />
        ) : (
          !conflict && (
            <div className="flex flex-wrap gap-2">
              <Button look="primary" onClick={() => edit({ kind: 'add', form: NEW_FORM })}>
                Add
              </Button>
              <Button onClick={() => edit({ kind: 'json', text: base ?? '' })}>Edit JSON</Button>
            </div>
          )
        )}
        <StatementList
          document={document}
          accounts={accounts}
          edit={(index) => {
            const next = document && changeStatement(document, index)
            if (next) edit(next)
          }}
          remove={(index) => edit({ kind: 'remove', index })}
        />
      </div>
      <WhoCan document={document} owner={repository.account} accounts={accounts} />
    </div>
  )
}
