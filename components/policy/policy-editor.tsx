'use client'

import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { useDraft } from '@/components/ui/use-draft'
import type { KnownAccounts } from '@/lib/accounts/account-names'
import { paths } from '@/lib/paths'
import type { PolicyVersion } from '@/lib/permissions/policy-history'
import type { Question } from '@/lib/policy/ask/question'
import { storedPolicy } from '@/lib/policy/document'
import { type RepositoryRef, repositoryKey } from '@/lib/repositories/reference'
import { AccessPanel } from './access-panel'
import { ConflictView } from './conflict-view'
import type { ReadPolicy } from './copy-fields'
import { beginGrant, changeStatement, type Editing, NEW_COPY, NEW_FORM, readEditing } from './editing'
import { EditingPanel } from './editing-panel'
import { TakeAway } from './policy-export'
import { SavedNotice } from './saved-notice'
import { StatementList } from './statement-list'
import { TypedNameDialog } from './typed-name-dialog'
import { type SavePolicy, usePolicySaving } from './use-policy-saving'

type EditorProps = {
  repository: RepositoryRef
  /** The policy as ECR has it; null for none. */
  policy: string | null
  accounts: KnownAccounts
  /** Why this person may not save; undefined when they may. */
  refusal: string | undefined
  /** What is to be said of `policy`, until it is another one. */
  note: ReactNode
  /** The earlier policy that this page was opened to put back. */
  restoring: PolicyVersion | undefined
  /** What the address asks about the policy. */
  question: Question
  save: SavePolicy
  readPolicy: ReadPolicy
}

type Draft = { base: string | null; editing: Editing | null; reason: string }

/** The statements, and the one change that is being made to them; saved or kept, and nothing in between. */
export function PolicyEditor(props: EditorProps) {
  const { repository, policy, accounts, refusal, restoring, question, save } = props
  const router = useRouter()
  // A draft of its own, so that what somebody was typing here before waits for them.
  const key = `policy:${repositoryKey(repository)}${restoring ? `:${restoring.id}` : ''}`
  const { draft, change, reset } = useDraft<Draft>(key, {
    base: policy,
    editing: restoring ? { kind: 'restore', text: restoring.policy } : null,
    reason: restoring?.reason ?? '',
  })
  const { base, editing, reason } = draft
  const saving = usePolicySaving(repository, save, goOnWith)
  const { failure, conflict, unconfirmed, saved } = saving
  const document = storedPolicy(base)
  const reading = editing && readEditing(editing, document, accounts)
  const proposed = reading?.draft.ok && reading.findings.length === 0 ? reading.draft : undefined

  function goOnWith(next: string | null) {
    reset({ base: next, editing: null, reason: '' })
    if (restoring) router.replace(paths.repository(repository, 'permissions'))
  }

  function edit(next: Editing) {
    saving.settle()
    change({ editing: next })
  }

  function editStatement(index: number) {
    const next = document && changeStatement(document, index)
    if (next) edit(next)
  }

  return (
    <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1.55fr)_minmax(0,1fr)]">
      <div className="grid gap-4">
        {base === policy && props.note}
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
            undoing={saving.saving}
            undo={() =>
              saving.send({ base: saved.policy, draft: saved.before, reason: 'undoes the last change' })
            }
          />
        )}
        {conflict && (
          <ConflictView
            base={storedPolicy(conflict.sent.base)}
            theirs={storedPolicy(conflict.theirs)}
            mine={storedPolicy(conflict.sent.draft)}
            overwritten={conflict.mine === 'overwritten'}
            context={{ owner: repository.account, accounts }}
            saving={saving.saving}
            saveOnTop={(text) => saving.send({ ...conflict.sent, base: conflict.theirs, draft: text })}
            editMine={() => {
              const mine = conflict.sent.draft ?? ''
              change({ base: conflict.theirs, editing: { kind: 'json', text: mine } })
              saving.settle()
            }}
            discard={() => {
              saving.settle()
              goOnWith(conflict.theirs)
            }}
          />
        )}
        {editing && reading && !conflict ? (
          <EditingPanel
            key={editing.kind}
            editing={editing}
            reading={reading}
            repository={repository}
            document={document}
            base={base}
            accounts={accounts}
            refusal={refusal}
            failure={failure}
            attempt={saving.attempt}
            saving={saving.saving}
            reason={reason}
            onReason={(typed) => change({ reason: typed })}
            readPolicy={props.readPolicy}
            onChange={(next) => change({ editing: next })}
            onSave={(text) => saving.send({ base, draft: text, reason })}
            onCancel={() => {
              saving.settle()
              goOnWith(base)
            }}
          />
        ) : (
          !conflict && (
            <div className="flex flex-wrap gap-2">
              <Button look="primary" onClick={() => edit({ kind: 'add', form: NEW_FORM, typed: '' })}>
                Add
              </Button>
              <Button onClick={() => edit({ kind: 'json', text: base ?? '' })}>Edit JSON</Button>
              <Button onClick={() => edit(NEW_COPY)}>Copy from another repository</Button>
            </div>
          )
        )}
        {unconfirmed && (
          <TypedNameDialog
            name={repository.name}
            because={unconfirmed.because}
            problem={unconfirmed.problem}
            saving={saving.saving}
            confirm={(typedName) => saving.send(unconfirmed.sent, { typedName, force: unconfirmed.force })}
            close={saving.settle}
          />
        )}
        <StatementList
          document={document}
          accounts={accounts}
          {...(!editing && {
            edit: editStatement,
            remove: (index) => edit({ kind: 'remove', index }),
          })}
        />
        {document && !editing && (
          <TakeAway title="This policy as a command or as code" document={document} repository={repository} />
        )}
      </div>
      <AccessPanel
        repository={repository}
        document={document}
        draft={proposed}
        accounts={accounts}
        question={question}
        {...(!editing && { grant: (form) => edit(beginGrant(form)), edit: editStatement })}
      />
    </div>
  )
}
