import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { PolicySaving } from '@/lib/permissions/save-policy'
import type { KnownAccounts } from '@/lib/policy/known-accounts'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { CallerNote } from './caller-note'
import { documentOf } from './editing'

type NoticeProps = {
  saved: Extract<PolicySaving, { outcome: 'saved' }>
  repository: RepositoryRef
  accounts: KnownAccounts
  undoing: boolean
  undo: () => void
}

const TITLES = {
  same: 'Saved',
  different: 'Saved, but somebody changed it at the same moment',
  failed: 'Saved, but it could not be read again',
}

/** The change is made; it can be taken back with one click. */
export function SavedNotice({ saved, repository, accounts, undoing, undo }: NoticeProps) {
  return (
    <Notice tone={saved.readBack === 'same' ? 'ok' : 'warning'} title={TITLES[saved.readBack]} live>
      {saved.readBack === 'different' && <p>What AWS has now is not what was sent. Below is what it has.</p>}
      {saved.readBack === 'failed' && <p>AWS took the change. Reload the page to see what it has now.</p>}
      <CallerNote
        before={documentOf(saved.before)}
        after={documentOf(saved.policy)}
        repository={repository}
        accounts={accounts}
      />
      <p>
        <Button small disabled={undoing} onClick={undo}>
          {undoing ? 'Undoing…' : 'Undo'}
        </Button>
      </p>
    </Notice>
  )
}
