import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { PolicyContext } from '@/lib/policy/ask/who-can'
import { storedPolicy } from '@/lib/policy/document'
import { rebase } from '@/lib/policy/edit/rebase'
import { PolicyDiffView } from './policy-diff'
import type { Conflict } from './use-policy-saving'

type ConflictProps = {
  conflict: Conflict
  context: PolicyContext | undefined
  saving: boolean
  saveOnTop: (text: string | null) => void
  editMine: () => void
  discard: () => void
}

/** Someone else changed the policy in the meantime: their change, your change, and whether both can be combined. */
export function ConflictView(props: ConflictProps) {
  const { conflict, context, saving, saveOnTop, editMine, discard } = props
  const base = storedPolicy(conflict.sent.base)
  const theirs = storedPolicy(conflict.theirs)
  const mine = storedPolicy(conflict.sent.draft)
  const together = rebase(base, theirs, mine)
  return (
    <section aria-label="Conflict" className="grid gap-4 rounded-card border border-warning px-5 py-4">
      {conflict.mine === 'overwritten' ? (
        <Notice tone="warning" title="Someone outside the portal overwrote your change" live>
          <p>
            Your change was saved, and theirs a moment later. Nothing is lost. Compare both before you
            continue.
          </p>
        </Notice>
      ) : (
        <Notice tone="warning" title="Someone else changed this policy in the meantime" live>
          <p>Your change was not saved, and nothing is lost. Compare both before you continue.</p>
        </Notice>
      )}
      <details>
        <summary className="w-fit text-link">The policy you both started from</summary>
        <pre className="mt-1.5 max-h-96 overflow-auto rounded-control bg-raised p-2.5 text-xs">
          {base?.text ?? 'No policy'}
        </pre>
      </details>
      <div className="grid gap-1.5">
        <h2 className="font-medium">What they changed</h2>
        <PolicyDiffView label="Their change" before={base} after={theirs} context={context} />
      </div>
      <div className="grid gap-1.5">
        <h2 className="font-medium">
          {together.ok ? 'Your change on top of theirs' : 'What you wanted to change'}
        </h2>
        <PolicyDiffView
          label="My change"
          before={together.ok ? theirs : base}
          after={together.ok ? together.document : mine}
          context={context}
        />
      </div>
      {!together.ok && (
        <p>
          {together.conflicts.some(({ about }) => about === 'outside')
            ? 'You both changed elements outside the statements, such as Version or Id'
            : 'You both changed the same statement'}
          , so you have to decide.
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {together.ok ? (
          <Button look="primary" disabled={saving} onClick={() => saveOnTop(together.document?.text ?? null)}>
            {saving ? 'Saving…' : 'Save mine on top'}
          </Button>
        ) : (
          <Button look="primary" onClick={editMine}>
            Edit my version
          </Button>
        )}
        <Button onClick={discard}>Keep theirs, discard mine</Button>
      </div>
    </section>
  )
}
