import { SettingsForm } from '@/components/repositories/settings-form'
import { FailureNotice } from '@/components/shell/failure-notice'
import { findAccount } from '@/lib/accounts/model'
import { refusal } from '@/lib/auth/roles'
import { attempt, PortalError } from '@/lib/errors/portal-error'
import { getLifecyclePolicy } from '@/lib/repositories/get-lifecycle-policy'
import { listTags } from '@/lib/repositories/get-repository'
import { openRepository, RepositoryFrame, repositoryTitle } from '../repository-frame'
import { saveSettingsAction } from './actions'

type Props = PageProps<'/registries/[account]/[region]/[repository]/settings'>

export async function generateMetadata({ params }: Props) {
  return repositoryTitle(params, 'Settings')
}

export default async function SettingsPage({ params }: Props) {
  const opened = await openRepository(params)
  const { ctx, repository } = opened
  const [found, tags, lifecycle] = await Promise.all([
    opened.reading,
    attempt(listTags(ctx, repository)),
    attempt(getLifecyclePolicy(ctx, repository)),
  ])
  const account = findAccount(ctx.accounts, repository.account)
  const { name } = repository
  return (
    <RepositoryFrame {...opened} tab="settings">
      <div className="grid items-start gap-8 lg:grid-cols-2">
        {found && !(found instanceof PortalError) && (
          <SettingsForm
            repository={found}
            refusal={
              account && refusal(ctx.actor, { to: 'settings.save', account, name, accounts: ctx.accounts })
            }
            save={saveSettingsAction}
          />
        )}
        <div className="grid gap-6">
          <section className="grid gap-2" aria-labelledby="tags">
            <h2 id="tags" className="text-base font-semibold">
              Tags
            </h2>
            {tags instanceof PortalError ? (
              <FailureNotice failure={tags} about={repository} />
            ) : tags.length === 0 ? (
              <p className="text-text-2">This repository has no tags.</p>
            ) : (
              <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
                {tags.map(({ key, value }) => (
                  <div key={key} className="contents">
                    <dt className="font-mono text-xs leading-5 text-text-2">{key}</dt>
                    <dd className="font-mono text-xs leading-5 break-all">{value}</dd>
                  </div>
                ))}
              </dl>
            )}
          </section>
          <section className="grid gap-2" aria-labelledby="lifecycle">
            <h2 id="lifecycle" className="text-base font-semibold">
              Lifecycle policy
            </h2>
            {lifecycle instanceof PortalError ? (
              <FailureNotice failure={lifecycle} about={repository} />
            ) : lifecycle ? (
              <pre className="overflow-x-auto rounded-card border border-hairline p-3 text-xs">
                {pretty(lifecycle)}
              </pre>
            ) : (
              <p className="text-text-2">None. Images are kept until someone deletes them.</p>
            )}
          </section>
        </div>
      </div>
    </RepositoryFrame>
  )
}

/** Formatted for reading; anything but JSON is shown as AWS sent it. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2)
  } catch {
    return text
  }
}
