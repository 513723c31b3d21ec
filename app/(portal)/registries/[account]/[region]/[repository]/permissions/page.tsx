import { ChangedOutsideNote } from '@/components/policy/changed-outside-note'
import { PolicyEditor } from '@/components/policy/policy-editor'
import { FailureNotice } from '@/components/shell/failure-notice'
import { findAccount } from '@/lib/accounts/model'
import { refusal } from '@/lib/auth/roles'
import type { Context } from '@/lib/context'
import { attempt, PortalError } from '@/lib/errors/portal-error'
import { getPolicy } from '@/lib/permissions/get-policy'
import { getPolicyVersion, outsideChangeSeenAt } from '@/lib/permissions/policy-history'
import { RestoreParameters } from '@/lib/permissions/restore-parameters'
import { type Question, readQuestion } from '@/lib/policy/ask/question'
import { getRegistryHere } from '@/lib/registry-policy/get-registry-here'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { openRepository, RepositoryFrame, repositoryTitle } from '../repository-frame'
import { getPolicyOfAction, savePolicyAction } from './actions'

type Props = PageProps<'/registries/[account]/[region]/[repository]/permissions'>

export async function generateMetadata({ params }: Props) {
  return repositoryTitle(params, 'Permissions')
}

export default async function PermissionsPage({ params, searchParams }: Props) {
  const opened = await openRepository(params)
  const parameters = await searchParams
  return (
    <RepositoryFrame {...opened} tab="permissions">
      <PermissionsTab
        ctx={opened.ctx}
        repository={opened.repository}
        // Requested at once, without waiting for the repository's lookup.
        policy={attempt(getPolicy(opened.ctx, opened.repository))}
        restore={RestoreParameters.parse(parameters).restore}
        question={readQuestion(parameters)}
      />
    </RepositoryFrame>
  )
}

type TabProps = {
  ctx: Context
  repository: RepositoryRef
  policy: Promise<string | undefined | PortalError>
  restore: number | undefined
  question: Question
}

async function PermissionsTab({ ctx, repository, policy: reading, restore, question }: TabProps) {
  const policy = await reading
  if (policy instanceof PortalError) return <FailureNotice failure={policy} about={repository} />
  const [seenAt, registry, version] = await Promise.all([
    outsideChangeSeenAt(ctx, repository),
    getRegistryHere(ctx, repository),
    restore === undefined ? undefined : attempt(getPolicyVersion(ctx, repository, restore)),
  ])
  if (version instanceof PortalError) return <FailureNotice failure={version} />
  const account = findAccount(ctx.accounts, repository.account)
  const { name } = repository
  return (
    <PolicyEditor
      repository={repository}
      policy={policy ?? null}
      registry={registry}
      accounts={ctx.accounts.map((each) => ({ id: each.id, name: each.name }))}
      refusal={
        account &&
        refusal(ctx.actor, { to: 'permissions.save', account, name, accounts: ctx.accounts, risks: [] })
      }
      guard={ctx.actor.role === 'ops' ? undefined : guardOf(ctx)}
      question={question}
      note={
        seenAt && <ChangedOutsideNote repository={repository} seenAt={seenAt} now={ctx.now().getTime()} />
      }
      restoring={version}
      save={savePolicyAction}
      readPolicy={getPolicyOfAction}
    />
  )
}

function guardOf({ accounts, organizationIds }: Context) {
  return {
    accounts: accounts.map(({ id, name, active, roles: { read, write } }) => ({
      id,
      name,
      active,
      roles: { read, write },
    })),
    organizationIds,
  }
}
