'use client'

import { useRouter } from 'next/navigation'
import { useDraft } from '@/components/forms/use-draft'
import type { KnownAccounts } from '@/lib/accounts/account-names'
import type { PolicyVersion } from '@/lib/permissions/policy-history'
import { isRepository, type PolicyTarget, targetKey } from '@/lib/permissions/policy-target'
import { storedPolicy } from '@/lib/policy/document'
import { changeStatement, type Editing, readEditing } from './editing'
import { type SavePolicy, usePolicySaving } from './use-policy-saving'

type EditingInput = {
  target: PolicyTarget
  /** The page of the policy, without the version to restore. */
  page: string
  /** The policy as ECR has it; null for none. */
  policy: string | null
  accounts: KnownAccounts
  /** The earlier policy that is being restored. */
  restoring: PolicyVersion | undefined
  save: SavePolicy
}

type Draft = { base: string | null; editing: Editing | null; reason: string }

/** The current policy, the one change that is being made to it, kept in this tab, and the result of saving it. */
export function usePolicyEditing({ target, page, policy, accounts, restoring, save }: EditingInput) {
  const router = useRouter()
  // A separate draft, so that whatever was being typed here before is still there afterwards.
  const key = `policy:${targetKey(target)}${restoring ? `:${restoring.id}` : ''}`
  const { draft, change, reset } = useDraft<Draft>(key, {
    base: policy,
    editing: restoring ? { kind: 'restore', text: restoring.policy } : null,
    reason: restoring?.reason ?? '',
  })
  const { base, editing, reason } = draft
  const saving = usePolicySaving(target, save, goOnWith)
  const document = storedPolicy(base)

  function goOnWith(next: string | null) {
    reset({ base: next, editing: null, reason: '' })
    if (restoring) router.replace(page)
  }

  /** Starts a change, of the current policy or of another one. */
  function edit(next: Editing, to = base) {
    saving.settle()
    change({ base: to, editing: next })
  }

  function editStatement(index: number) {
    const next = document && changeStatement(document, index, isRepository(target) ? undefined : 'registry')
    if (next) edit(next)
  }

  /** Ends the change without saving it. */
  function drop(next = base) {
    saving.settle()
    goOnWith(next)
  }

  return {
    base,
    document,
    editing,
    reading: editing && readEditing(editing, document, accounts),
    reason,
    saving,
    change,
    edit,
    editStatement,
    drop,
  }
}
