'use client'

import { useRouter } from 'next/navigation'
import { ConflictView } from '@/components/policy/conflict-view'
import { NEW_REGISTRY_FORM } from '@/components/policy/editing'
import { NotSavedNotice, SAVED_TITLES } from '@/components/policy/saved-notice'
import { StatementCard } from '@/components/policy/statement-card'
import { TypedNameDialog } from '@/components/policy/typed-name-dialog'
import { usePolicyEditing } from '@/components/policy/use-policy-editing'
import type { SavePolicy } from '@/components/policy/use-policy-saving'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { KnownAccounts } from '@/lib/accounts/account-names'
import type { Registry } from '@/lib/accounts/registry'
import { registryName } from '@/lib/accounts/registry-name'
import { paths } from '@/lib/paths'
import type { PolicySaving } from '@/lib/permissions/change-policy'
import type { PolicyVersion } from '@/lib/permissions/policy-history'
import { RegistryEditingPanel } from './registry-editing-panel'
import type { PreviewRegistryPolicy } from './registry-preview'
import { StatementResources } from './statement-resources'

type EditorProps = {
  registry: Registry
  /** The policy as ECR has it; null for none. */
  policy: string | null
  accounts: KnownAccounts
  /** The earlier policy that this page was opened to restore. */
  restoring: PolicyVersion | undefined
  /** How many repositories each Resource is about. */
  counts: Record<string, number>
  save: SavePolicy
  preview: PreviewRegistryPolicy
}

/** The statements of a registry’s policy, and the one change that is being made to them. */
export function RegistryPolicyEditor(props: EditorProps) {
  const { registry, accounts, counts } = props
  const router = useRouter()
  const { base, document, editing, reading, reason, saving, change, edit, editStatement, drop } =
    usePolicyEditing({ ...props, save, target: registry, page: paths.registry(registry) })
  const { failure, conflict, unconfirmed, saved } = saving
  const statements = document?.statements ?? []

  /** The history and the numbers of repositories on this page come from the server. */
  async function save(input: unknown) {
    const result = await props.save(input)
    if (result.ok) router.refresh()
    return result
  }

  return (
    <div className="grid gap-4">
      {failure && (!editing || conflict) && <NotSavedNotice message={failure.message} />}
      {saved && (
        <Saved
          readBack={saved.readBack}
          undoing={saving.saving}
          undo={() =>
            saving.send({ base: saved.policy, draft: saved.before, reason: 'undoes the last change' })
          }
        />
      )}
      {conflict ? (
        <ConflictView
          conflict={conflict}
          context={undefined}
          saving={saving.saving}
          saveOnTop={(text) => saving.send({ ...conflict.sent, base: conflict.theirs, draft: text })}
          editMine={() => edit({ kind: 'json', text: conflict.sent.draft ?? '' }, conflict.theirs)}
          discard={() => drop(conflict.theirs)}
        />
      ) : editing && reading ? (
        <RegistryEditingPanel
          key={editing.kind}
          editing={editing}
          reading={reading}
          registry={registry}
          document={document}
          accounts={accounts}
          failure={failure}
          attempt={saving.attempt}
          saving={saving.saving}
          reason={reason}
          preview={props.preview}
          onReason={(typed) => change({ reason: typed })}
          onChange={(next) => change({ editing: next })}
          onSave={(text) => saving.send({ base, draft: text, reason })}
          onCancel={() => drop()}
        />
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button look="primary" onClick={() => edit({ kind: 'add', form: NEW_REGISTRY_FORM, typed: '' })}>
            Add
          </Button>
          <Button onClick={() => edit({ kind: 'json', text: base ?? '' })}>Edit JSON</Button>
        </div>
      )}
      {unconfirmed && (
        <TypedNameDialog
          kind="registry"
          name={registryName(registry, accounts)}
          because={unconfirmed.because}
          problem={unconfirmed.problem}
          saving={saving.saving}
          confirm={(typedName) => saving.send(unconfirmed.sent, { typedName })}
          close={saving.settle}
        />
      )}
      {statements.map((value, index) => (
        <StatementCard
          // biome-ignore lint/suspicious/noArrayIndexKey: statements may be alike in everything but their position
          key={index}
          value={value}
          index={index}
          accounts={accounts}
          policyOf="registry"
          note={<StatementResources statement={value} registry={registry} counts={counts} />}
          {...(!editing && {
            onEdit: () => editStatement(index),
            onRemove: () => edit({ kind: 'remove', index }),
          })}
        />
      ))}
    </div>
  )
}

type SavedProps = {
  readBack: Extract<PolicySaving, { outcome: 'saved' }>['readBack']
  undoing: boolean
  undo: () => void
}

function Saved({ readBack, undoing, undo }: SavedProps) {
  return (
    <Notice tone={readBack === 'failed' ? 'warning' : 'ok'} title={SAVED_TITLES[readBack]} live>
      <p>
        <Button small disabled={undoing} onClick={undo}>
          {undoing ? 'Undoing…' : 'Undo'}
        </Button>
      </p>
    </Notice>
  )
}
