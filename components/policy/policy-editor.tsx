'use client'

import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import type { KnownAccounts } from '@/lib/accounts/account-names'
import { paths } from '@/lib/paths'
import type { PolicyVersion } from '@/lib/permissions/policy-history'
import type { Question } from '@/lib/policy/ask/question'
import type { RegistryHere } from '@/lib/policy/registry-side'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { AccessPanel } from './access-panel'
import { ConflictView } from './conflict-view'
import type { ReadPolicy } from './copy-fields'
import { beginGrant, type Editing, NEW_COPY, NEW_FORM } from './editing'
import { EditingPanel, type Guard } from './editing-panel'
import { PolicyExport } from './policy-export'
import { NotSavedNotice, SavedNotice } from './saved-notice'
import { StatementList } from './statement-list'
import { TypedNameDialog } from './typed-name-dialog'
import { usePolicyEditing } from './use-policy-editing'
import type { SavePolicy } from './use-policy-saving'

type EditorProps = {
  repository: RepositoryRef
  /** The policy as ECR has it; null for none. */
  policy: string | null
  /** What the registry’s policy says of the repository. */
  registry: RegistryHere
  accounts: KnownAccounts
  /** Why this person may not save; undefined if they may. */
  refusal: string | undefined
  guard: Guard | undefined
  /** A note about `policy`, shown until it changes. */
  note: ReactNode
  /** The earlier policy that this page was opened to restore. */
  restoring: PolicyVersion | undefined
  /** The question in the URL. */
  question: Question
  save: SavePolicy
  readPolicy: ReadPolicy
}

/** The statements, and the one change that is being made to them. */
export function PolicyEditor(props: EditorProps) {
  const { repository, policy, registry, accounts } = props
  const { base, document, editing, reading, reason, saving, change, edit, editStatement, drop } =
    usePolicyEditing({ ...props, target: repository, page: paths.repository(repository, 'permissions') })
  const { failure, conflict, unconfirmed, saved } = saving
  const proposed = reading?.draft.ok && reading.findings.length === 0 ? reading.draft : undefined

  return (
    <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1.55fr)_minmax(0,1fr)]">
      <div className="grid gap-4">
        {base === policy && props.note}
        {failure && (!editing || conflict) && <NotSavedNotice message={failure.message} />}
        {saved && (
          <SavedNotice
            saved={saved}
            repository={repository}
            registry={registry}
            accounts={accounts}
            undoing={saving.saving}
            undo={() =>
              saving.send({ base: saved.policy, draft: saved.before, reason: 'undoes the last change' })
            }
          />
        )}
        {conflict ? (
          <ConflictView
            conflict={conflict}
            context={{ owner: repository.account, accounts, registry }}
            saving={saving.saving}
            saveOnTop={(text) => saving.send({ ...conflict.sent, base: conflict.theirs, draft: text })}
            editMine={() => edit({ kind: 'json', text: conflict.sent.draft ?? '' }, conflict.theirs)}
            discard={() => drop(conflict.theirs)}
          />
        ) : editing && reading ? (
          <EditingPanel
            key={editing.kind}
            editing={editing}
            reading={reading}
            repository={repository}
            registry={registry}
            document={document}
            base={base}
            accounts={accounts}
            refusal={props.refusal}
            guard={props.guard}
            failure={failure}
            attempt={saving.attempt}
            saving={saving.saving}
            reason={reason}
            onReason={(typed) => change({ reason: typed })}
            readPolicy={props.readPolicy}
            onChange={(next) => change({ editing: next })}
            onSave={(text) => saving.send({ base, draft: text, reason })}
            onCancel={() => drop()}
          />
        ) : (
          <EditButtons policy={base} edit={edit} />
        )}
        {unconfirmed && (
          <TypedNameDialog
            kind="repository"
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
          <PolicyExport
            title="This policy as a command or as code"
            document={document}
            repository={repository}
          />
        )}
      </div>
      <AccessPanel
        repository={repository}
        registry={registry}
        document={document}
        draft={proposed}
        accounts={accounts}
        question={props.question}
        {...(!editing && { grant: (form) => edit(beginGrant(form)), edit: editStatement })}
      />
    </div>
  )
}

function EditButtons({ policy, edit }: { policy: string | null; edit: (next: Editing) => void }) {
  return (
    <div className="flex flex-wrap gap-2">
      <Button look="primary" onClick={() => edit({ kind: 'add', form: NEW_FORM, typed: '' })}>
        Add
      </Button>
      <Button onClick={() => edit({ kind: 'json', text: policy ?? '' })}>Edit JSON</Button>
      <Button onClick={() => edit(NEW_COPY)}>Copy from another repository</Button>
    </div>
  )
}
