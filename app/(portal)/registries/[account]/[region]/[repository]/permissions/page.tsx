import { ChangedOutsideNote } from '@/components/policy/changed-outside-note'
import { PolicyEditor } from '@/components/policy/policy-editor'
import { FailureNotice } from '@/components/shell/failure-notice'
import { findAccount } from '@/lib/accounts/model'
import { refusal } from '@/lib/auth/roles'
import { attempt, PortalError } from '@/lib/errors/portal-error'
import { getPolicy } from '@/lib/permissions/get-policy'
import { getPolicyVersion, outsideChangeSeenAt } from '@/lib/permissions/policy-history'
import { RestoreParameters } from '@/lib/permissions/restore-parameters'
import { readQuestion } from '@/lib/policy/ask/question'
import { RepositoryPage, repositoryTitle } from '../repository-page'
import { getPolicyOfAction, savePolicyAction } from './actions'

type Props = PageProps<'/registries/[account]/[region]/[repository]/permissions'>

export async function generateMetadata({ params }: Props) {
  return repositoryTitle(params, 'Permissions')
}

export default function PermissionsPage({ params, searchParams }: Props) {
  return (
    <RepositoryPage params={params} tab="permissions" load={(ctx, ref) => attempt(getPolicy(ctx, ref))}>
      {async (ctx, { account, region, name }, loaded) => {
        const ref = { account, region, name }
        const { restore } = RestoreParameters.parse(await searchParams)
        const policy = await loaded
        if (policy instanceof PortalError) return <FailureNotice failure={policy} about={ref} />
        const [seenAt, version] = await Promise.all([
          outsideChangeSeenAt(ctx, ref),
          restore === undefined ? undefined : attempt(getPolicyVersion(ctx, ref, restore)),
        ])
        if (version instanceof PortalError) return <FailureNotice failure={version} />
        const owner = findAccount(ctx.accounts, account)
        return (
          <PolicyEditor
            repository={ref}
            policy={policy ?? null}
            accounts={ctx.accounts.map((each) => ({ id: each.id, name: each.name }))}
            refusal={
              owner &&
              refusal(ctx.actor, {
                to: 'permissions.save',
                account: owner,
                name,
                accounts: ctx.accounts,
                risks: [],
              })
            }
            question={readQuestion(await searchParams)}
            note={seenAt && <ChangedOutsideNote repository={ref} seenAt={seenAt} now={ctx.now().getTime()} />}
            restoring={version}
            save={savePolicyAction}
            readPolicy={getPolicyOfAction}
          />
        )
      }}
    </RepositoryPage>
  )
}
