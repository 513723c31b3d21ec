import type { StoredRepository } from '../model'
import { seededBlob } from '../seed/images'
import type { Call } from './call'

/**
 * A layer or image configuration that a repository holds, pushed or seeded; undefined when it holds none of
 * this digest.
 */
export function layerContent(
  { store }: Pick<Call, 'store'>,
  repository: StoredRepository,
  digest: string,
): Buffer | undefined {
  return store.layers(repository).has(digest) ? store.blobs.get(digest) : seededBlob(repository, digest)
}

/** The size in bytes, without reading what was pushed. */
export function layerSize({ store }: Call, repository: StoredRepository, digest: string): number | undefined {
  return store.layers(repository).get(digest) ?? seededBlob(repository, digest)?.length
}
