import { CopyButton } from '@/components/ui/copy-button'
import { accountName, type KnownAccounts } from '@/lib/accounts/account-names'
import { callerPolicy } from '@/lib/policy/ask/caller-policy'
import { sameStatement } from '@/lib/policy/compare/equality'
import type { PolicyDocument } from '@/lib/policy/document'
import { accountOf } from '@/lib/policy/principals'
import { readStatement } from '@/lib/policy/statement'
import { type RepositoryRef, repositoryArn } from '@/lib/repositories/reference'

type NoteProps = {
  before: PolicyDocument | undefined
  after: PolicyDocument | undefined
  repository: RepositoryRef
  accounts: KnownAccounts
}

/** What accounts with new access must allow on their side, as a policy to copy. */
export function CallerNote({ before, after, repository, accounts }: NoteProps) {
  const added = (after?.statements ?? [])
    .filter((statement) => !before?.statements.some((old) => sameStatement(old, statement)))
    .map(readStatement)
    .filter(({ effect, notPrincipal, notAction }) => effect === 'Allow' && !notPrincipal && !notAction)
  const foreign = added.flatMap(({ principals }) =>
    principals.flatMap((principal) => accountOf(principal) ?? []),
  )
  const others = [...new Set(foreign)].filter((account) => account !== repository.account)
  if (others.length === 0) return null
  const actions = added.flatMap((statement) => statement.actions)
  return (
    <p className="text-text-2">
      {others.map((account) => accountName(account, accounts) ?? account).join(', ')} must also allow this,
      and <code className="text-xs">ecr:GetAuthorizationToken</code>, in{' '}
      {others.length === 1 ? 'its' : 'their'} own IAM policies.{' '}
      <CopyButton
        text={callerPolicy(actions, repositoryArn(repository))}
        label="the IAM policy for the other account"
      >
        Copy that policy
      </CopyButton>
    </p>
  )
}
