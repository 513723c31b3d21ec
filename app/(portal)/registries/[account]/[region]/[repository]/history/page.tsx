import { ActivityList } from '@/components/activity/activity-list'
import { listActivity } from '@/lib/audit/list-activity'
import { RepositoryPage, repositoryTitle } from '../repository-page'

type Props = PageProps<'/registries/[account]/[region]/[repository]/history'>

export async function generateMetadata({ params }: Props) {
  return repositoryTitle(params, 'History')
}

export default function HistoryPage({ params }: Props) {
  return (
    <RepositoryPage params={params} tab="history">
      {async (ctx, repository) => (
        <ActivityList
          records={await listActivity(ctx, { ref: repository })}
          accounts={ctx.accounts}
          now={ctx.now().getTime()}
          withPlace={false}
        />
      )}
    </RepositoryPage>
  )
}
