import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { KnownAccounts } from '@/lib/accounts/account-names'
import type { PolicySaving } from '@/lib/permissions/change-policy'
import { accessChanges } from '@/lib/policy/compare/access-change'
import { storedPolicy } from '@/lib/policy/document'
import type { RegistryHere } from '@/lib/policy/registry-side'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { CallerNote } from './caller-note'

type NoticeProps = {
  saved: Extract<PolicySaving, { outcome: 'saved' }>
  repository: RepositoryRef
  registry: RegistryHere
  accounts: KnownAccounts
  undoing: boolean
  undo: () => void
}

export const SAVED_TITLES = {
  same: 'Saved',
  'looked-up': 'Saved, although AWS’s answer was lost',
  failed: 'Saved, but the policy could not be read again',
}

/** Why nothing was saved, where no form shows it. */
export function NotSavedNotice({ message }: { message: string }) {
  return (
    <Notice tone="error" title="Not saved" live>
      <p>{message}</p>
    </Notice>
  )
}

export function SavedNotice({ saved, repository, registry, accounts, undoing, undo }: NoticeProps) {
  const [before, after] = [storedPolicy(saved.before), storedPolicy(saved.policy)]
  const { summary, example } = accessChanges(before, after, { owner: repository.account, accounts, registry })
  return (
    <Notice tone={saved.readBack === 'failed' ? 'warning' : 'ok'} title={SAVED_TITLES[saved.readBack]} live>
      {saved.readBack === 'looked-up' && (
        <p>The portal read the policy again: AWS has what you sent. It is shown below.</p>
      )}
      {saved.readBack === 'failed' && (
        <p>AWS accepted the change. Reload the page to see the current policy.</p>
      )}
      {saved.readBack !== 'failed' && (
        <p>
          {summary} {example}
        </p>
      )}
      <CallerNote before={before} after={after} repository={repository} accounts={accounts} />
      <p>
        <Button small disabled={undoing} onClick={undo}>
          {undoing ? 'Undoing…' : 'Undo'}
        </Button>
      </p>
    </Notice>
  )
}
