import { cookies } from 'next/headers'
import { Suspense } from 'react'
import { CommandPanel } from '@/components/commands/command-panel'
import { PREFERENCE_COOKIE, preferenceOf } from '@/components/commands/style'
import { SkeletonRows } from '@/components/ui/skeleton'
import { attempt } from '@/lib/errors/portal-error'
import { ImageParameters } from '@/lib/repositories/image-page'
import { listImages } from '@/lib/repositories/list-images'
import { ImagesTab } from './images-tab'
import { openRepository, RepositoryFrame, repositoryTitle } from './repository-frame'

type Props = PageProps<'/registries/[account]/[region]/[repository]'>

export async function generateMetadata({ params }: Props) {
  return repositoryTitle(params)
}

export default async function ImagesPage({ params, searchParams }: Props) {
  const opened = await openRepository(params)
  const { ctx, repository } = opened
  // Requested at once, without waiting for the repository's lookup.
  const images = attempt(listImages(ctx, repository))
  return (
    <RepositoryFrame {...opened} tab="images">
      <CommandPanel
        repository={repository}
        preference={preferenceOf((await cookies()).get(PREFERENCE_COOKIE)?.value)}
      />
      <Suspense fallback={<SkeletonRows rows={10} label="Loading images" />}>
        <ImagesTab
          repository={repository}
          images={images}
          parameters={ImageParameters.parse(await searchParams)}
          now={ctx.now().getTime()}
        />
      </Suspense>
    </RepositoryFrame>
  )
}
