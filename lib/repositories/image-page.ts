import { z } from 'zod'
import type { Image } from './model'

const IMAGES_PER_PAGE = 50

/** What the address of a repository's images says. A value that makes no sense counts as not given. */
export const ImageParameters = z.object({
  /** A part of a tag or digest. */
  tag: z.string().max(300).catch(''),
  page: z.coerce.number().int().min(1).catch(1),
})
export type ImageParameters = z.infer<typeof ImageParameters>

/** One page of the images whose tag or digest contains what is looked for; the last one where there is none so late. */
export function imagePage(all: readonly Image[], { tag, page: wanted }: ImageParameters) {
  const found = tag
    ? all.filter(({ tags, digest }) => digest.includes(tag) || tags.some((each) => each.includes(tag)))
    : all
  const pages = Math.max(1, Math.ceil(found.length / IMAGES_PER_PAGE))
  const page = Math.min(wanted, pages)
  return { images: found.slice((page - 1) * IMAGES_PER_PAGE, page * IMAGES_PER_PAGE), page, pages }
}
