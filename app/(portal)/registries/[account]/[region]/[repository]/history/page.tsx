import { ActivityList } from '@/components/activity/activity-list'
import { FailureNotice } from '@/components/shell/failure-notice'
import { ActivityParameters } from '@/lib/audit/activity-parameters'
import { ACTIVITY_PER_PAGE, listActivity } from '@/lib/audit/list-activity'
import { attempt, PortalError } from '@/lib/errors/portal-error'
import { paths } from '@/lib/paths'
import { openRepository, RepositoryFrame, repositoryTitle } from '../repository-frame'

type Props = PageProps<'/registries/[account]/[region]/[repository]/history'>

export async function generateMetadata({ params }: Props) {
  return repositoryTitle(params, 'History')
}

export default async function HistoryPage({ params, searchParams }: Props) {
  const opened = await openRepository(params)
  const { ctx, repository } = opened
  const { before } = ActivityParameters.parse(await searchParams)
  const records = await attempt(listActivity(ctx, { ref: repository, before }))
  return (
    <RepositoryFrame {...opened} tab="history">
      {records instanceof PortalError ? (
        <FailureNotice failure={records} />
      ) : (
        <ActivityList
          records={records}
          perPage={ACTIVITY_PER_PAGE}
          accounts={ctx.accounts}
          now={ctx.now().getTime()}
          olderHref={(oldest) => paths.repository(repository, 'history', { before: oldest })}
          restoreHref={(id) => paths.repository(repository, 'permissions', { restore: id })}
          withPlace={false}
        />
      )}
    </RepositoryFrame>
  )
}
