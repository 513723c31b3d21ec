import { ImageTable } from '@/components/repositories/image-table'
import { FailureNotice } from '@/components/shell/failure-notice'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/control'
import { Empty } from '@/components/ui/empty'
import { Pager } from '@/components/ui/pager'
import { TextLink } from '@/components/ui/text-link'
import { PortalError } from '@/lib/errors/portal-error'
import { paths } from '@/lib/paths'
import { type ImageParameters, imagePage } from '@/lib/repositories/image-page'
import type { Image } from '@/lib/repositories/model'
import { type RepositoryRef, repositoryUri } from '@/lib/repositories/reference'
import { plural } from '@/lib/text/plural'

type TabProps = {
  repository: RepositoryRef
  images: Promise<Image[] | PortalError>
  parameters: ImageParameters
  now: number
}

/** The images, newest first over all of ECR's pages, filtered by part of a tag or digest. */
export async function ImagesTab({ repository, images: listed, parameters, now }: TabProps) {
  const { tag } = parameters
  const all = await listed
  if (all instanceof PortalError) return <FailureNotice failure={all} about={repository} />
  const { images, page, pages } = imagePage(all, parameters)
  if (all.length === 0)
    return (
      <Empty title="No images yet">
        <p className="text-text-2">Push the first one with the commands above.</p>
      </Empty>
    )
  return (
    <section className="grid gap-3" aria-labelledby="images">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="images" className="text-base font-semibold">
          {plural(all.length, 'image')}, newest first
        </h2>
        <form className="flex items-center gap-2" action={paths.repository(repository)}>
          <Input
            name="tag"
            defaultValue={tag}
            aria-label="Tag or digest contains"
            placeholder="Tag or digest contains"
            maxLength={300}
            className="w-56"
          />
          <Button type="submit">Filter</Button>
          {tag && <TextLink href={paths.repository(repository)}>Clear</TextLink>}
        </form>
      </div>
      {images.length > 0 ? (
        <ImageTable images={images} uri={repositoryUri(repository)} now={now} />
      ) : (
        <Empty title={<>No tag or digest contains “{tag}”</>}>
          <TextLink href={paths.repository(repository)}>Clear filter</TextLink>
        </Empty>
      )}
      <Pager
        page={page}
        pages={pages}
        hrefOf={(to) => paths.repository(repository, 'images', { tag, page: to === 1 ? undefined : to })}
      />
    </section>
  )
}
