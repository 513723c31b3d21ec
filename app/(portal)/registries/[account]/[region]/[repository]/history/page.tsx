import { ActivityList } from '@/components/activity/activity-list'
import { ActivityParameters } from '@/components/activity/activity-parameters'
import { ACTIVITY_PER_PAGE, listActivity } from '@/lib/audit/list-activity'
import { paths } from '@/lib/paths'
import { RepositoryPage, repositoryTitle } from '../repository-page'

type Props = PageProps<'/registries/[account]/[region]/[repository]/history'>

export async function generateMetadata({ params }: Props) {
  return repositoryTitle(params, 'History')
}

export default function HistoryPage({ params, searchParams }: Props) {
  return (
    <RepositoryPage params={params} tab="history">
      {async (ctx, repository) => {
        const { before } = ActivityParameters.parse(await searchParams)
        return (
          <ActivityList
            records={await listActivity(ctx, { ref: repository, before })}
            perPage={ACTIVITY_PER_PAGE}
            accounts={ctx.accounts}
            now={ctx.now().getTime()}
            olderHref={(oldest) => paths.repository(repository, 'history', { before: oldest })}
            withPlace={false}
          />
        )
      }}
    </RepositoryPage>
  )
}
