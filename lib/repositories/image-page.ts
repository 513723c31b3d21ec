import { z } from 'zod'
import type { Image } from './model'

const IMAGES_PER_PAGE = 50

/** The query parameters of a repository's images. An invalid value counts as absent. */
export const ImageParameters = z.object({
  /** Part of a tag or digest. */
  tag: z.string().max(300).catch(''),
  page: z.coerce.number().int().min(1).catch(1),
})
export type ImageParameters = z.infer<typeof ImageParameters>

/** One page of the images whose tag or digest contains the search; past the last page, the last one. */
export function imagePage(all: readonly Image[], { tag, page: wanted }: ImageParameters) {
  const found = tag
    ? all.filter(({ tags, digest }) => digest.includes(tag) || tags.some((each) => each.includes(tag)))
    : all
  const pages = Math.max(1, Math.ceil(found.length / IMAGES_PER_PAGE))
  const page = Math.min(wanted, pages)
  return { images: found.slice((page - 1) * IMAGES_PER_PAGE, page * IMAGES_PER_PAGE), page, pages }
}
