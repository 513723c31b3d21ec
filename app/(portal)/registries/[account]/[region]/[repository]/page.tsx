import { cookies } from 'next/headers'
import { Suspense } from 'react'
import { CommandPanel } from '@/components/commands/command-panel'
import { PREFERENCE_COOKIE, preferenceOf } from '@/components/commands/style'
import { SkeletonRows } from '@/components/ui/skeleton'
import { attempt } from '@/lib/errors/portal-error'
import { listImages } from '@/lib/repositories/list-images'
import { ImagesTab } from './images-tab'
import { RepositoryPage, repositoryTitle } from './repository-page'

type Props = PageProps<'/registries/[account]/[region]/[repository]'>

export async function generateMetadata({ params }: Props) {
  return repositoryTitle(params)
}

export default function ImagesPage({ params, searchParams }: Props) {
  return (
    <RepositoryPage params={params} tab="images" load={(ctx, ref) => attempt(listImages(ctx, ref))}>
      {async (ctx, repository, images) => (
        <>
          <CommandPanel
            repository={{ account: repository.account, region: repository.region, name: repository.name }}
            preference={preferenceOf((await cookies()).get(PREFERENCE_COOKIE)?.value)}
          />
          <Suspense fallback={<SkeletonRows rows={10} label="Loading images" />}>
            <ImagesTab ctx={ctx} repository={repository} images={images} searchParams={searchParams} />
          </Suspense>
        </>
      )}
    </RepositoryPage>
  )
}
