import { PolicyEditor } from '@/components/policy/policy-editor'
import { FailureNotice } from '@/components/ui/failure-notice'
import { findAccount } from '@/lib/accounts/model'
import { refusal } from '@/lib/auth/roles'
import { attempt, PortalError } from '@/lib/errors'
import { getPolicy } from '@/lib/permissions/get-policy'
import { RepositoryPage, repositoryTitle } from '../repository-page'
import { saveRepositoryPolicy } from './actions'

type Props = PageProps<'/registries/[account]/[region]/[repository]/permissions'>

export async function generateMetadata({ params }: Props) {
  return repositoryTitle(params, 'Permissions')
}

export default function PermissionsPage({ params }: Props) {
  return (
    <RepositoryPage params={params} tab="permissions" load={(ctx, ref) => attempt(getPolicy(ctx, ref))}>
      {async (ctx, { account, region, name }, loaded) => {
        const policy = await loaded
        if (policy instanceof PortalError) return <FailureNotice failure={policy} />
        const owner = findAccount(ctx.accounts, account)
        return (
          <PolicyEditor
            repository={{ account, region, name }}
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
            save={saveRepositoryPolicy}
          />
        )
      }}
    </RepositoryPage>
  )
}
