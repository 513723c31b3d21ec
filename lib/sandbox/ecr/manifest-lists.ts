import { z } from 'zod'
import type { StoredImage, StoredRepository } from '../model'
import { seededManifest } from '../seed/images'
import type { Call } from './call'

const List = z.object({ manifests: z.array(z.object({ digest: z.string() })) })

/** A manifest list, or image index, names the images of several platforms. */
export function isList({ mediaType }: Pick<StoredImage, 'mediaType'>): boolean {
  return /manifest\.list|image\.index/.test(mediaType)
}

export function manifestOf(repository: StoredRepository, image: StoredImage): string {
  const manifest = image.manifest ?? seededManifest(repository, image.digest)
  if (manifest === undefined) throw new Error(`No manifest for ${repository.name}@${image.digest}`)
  return manifest
}

/** The digests that the lists of a repository name. */
export function imagesInLists({ store }: Call, repository: StoredRepository): Set<string> {
  const lists = [...store.images(repository).values()].filter(isList)
  return new Set(
    lists.flatMap((image) =>
      List.parse(JSON.parse(manifestOf(repository, image))).manifests.map(({ digest }) => digest),
    ),
  )
}
