import { ActivityList } from '@/components/activity/activity-list'
import { FailureNotice } from '@/components/shell/failure-notice'
import { ActivityParameters } from '@/lib/audit/activity-parameters'
import { ACTIVITY_PER_PAGE, listActivity } from '@/lib/audit/list-activity'
import { attempt, PortalError } from '@/lib/errors/portal-error'
import { paths } from '@/lib/paths'
import { RepositoryPage, repositoryTitle } from '../repository-page'

type Props = PageProps<'/registries/[account]/[region]/[repository]/history'>

export async function generateMetadata({ params }: Props) {
  return repositoryTitle(params, 'History')
}

export default function HistoryPage({ params, searchParams }: Props) {
  return (
    <RepositoryPage
      params={params}
      tab="history"
      load={async (ctx, ref) => {
        const { before } = ActivityParameters.parse(await searchParams)
        return attempt(listActivity(ctx, { ref, before }))
      }}
    >
      {async (ctx, repository, loaded) => {
        const records = await loaded
        if (records instanceof PortalError) return <FailureNotice failure={records} />
        return (
          <ActivityList
            records={records}
            perPage={ACTIVITY_PER_PAGE}
            accounts={ctx.accounts}
            now={ctx.now().getTime()}
            olderHref={(oldest) => paths.repository(repository, 'history', { before: oldest })}
            restoreHref={(id) => paths.repository(repository, 'permissions', { restore: id })}
            withPlace={false}
          />
        )
      }}
    </RepositoryPage>
  )
}
