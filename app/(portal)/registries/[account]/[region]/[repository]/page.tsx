import { Suspense } from 'react'
import { SkeletonRows } from '@/components/ui/skeleton'
import { ImagesTab } from './images-tab'
import { RepositoryPage, repositoryTitle } from './repository-page'

type Props = PageProps<'/registries/[account]/[region]/[repository]'>

export async function generateMetadata({ params }: Props) {
  return repositoryTitle(params)
}

export default function ImagesPage({ params, searchParams }: Props) {
  return (
    <RepositoryPage params={params} tab="images">
      {(ctx, repository) => (
        <Suspense fallback={<SkeletonRows rows={10} label="Reading the images" />}>
          <ImagesTab ctx={ctx} repository={repository} searchParams={searchParams} />
        </Suspense>
      )}
    </RepositoryPage>
  )
}
