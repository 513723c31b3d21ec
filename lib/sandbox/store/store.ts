import type { Registry } from '@/lib/accounts/registry'
import { registryKey } from '@/lib/accounts/registry'
import {
  type Change,
  type Place,
  type PrincipalState,
  placeKey,
  type StoredImage,
  type StoredRepository,
} from '../model'
import { seededImages } from '../seed/images'
import type { Blobs } from './blobs'
import type { Journal } from './journal'

/** The state of all registries. Everything that changes it goes through `commit`. */
export type Store = {
  repositories: (registry: Registry) => StoredRepository[]
  repository: (place: Place) => StoredRepository | undefined
  /** The images of a repository by digest. Not to be changed. */
  images: (repository: StoredRepository) => ReadonlyMap<string, StoredImage>
  /** The layers that were pushed to a repository, by digest, with their sizes in bytes. */
  layers: (place: Place) => ReadonlyMap<string, number>
  blobs: Blobs
  registryPolicy: (registry: Registry) => string | undefined
  /** Undefined for a setting that nobody has changed. */
  accountSetting: (registry: Registry, name: string) => string | undefined
  principals: ReadonlyMap<string, PrincipalState>
  /** Applies the changes together, once they are on the disk. */
  commit: (changes: Change[]) => void
}

// A repository's images are made from its recipe when asked for, and again when it has dropped out of here.
const MOST_IMAGE_LISTS = 500

export function openStore(
  journal: Journal,
  blobs: Blobs,
): Store & { replay: (changes: readonly Change[]) => void } {
  const registries = new Map<string, Map<string, StoredRepository>>()
  const changedImages = new Map<string, Map<string, StoredImage | undefined>>()
  const imageLists = new Map<string, Map<string, StoredImage>>()
  const layers = new Map<string, Map<string, number>>()
  const registryPolicies = new Map<string, string | undefined>()
  const accountSettings = new Map<string, string>()
  const principals = new Map<string, PrincipalState>()

  function registry(of: Registry): Map<string, StoredRepository> {
    const key = registryKey(of)
    let found = registries.get(key)
    if (!found) {
      found = new Map()
      registries.set(key, found)
    }
    return found
  }

  function forgetContent(key: string): void {
    changedImages.delete(key)
    imageLists.delete(key)
    layers.delete(key)
  }

  function changeImage(place: Place, digest: string, image: StoredImage | undefined): void {
    const key = placeKey(place)
    const changed = changedImages.get(key) ?? new Map<string, StoredImage | undefined>()
    changedImages.set(key, changed.set(digest, image))
    const list = imageLists.get(key)
    if (image) list?.set(digest, image)
    else list?.delete(digest)
  }

  function apply(change: Change): void {
    switch (change.type) {
      case 'repository':
        registry(change.repository).set(change.repository.name, change.repository)
        return
      case 'repository-gone':
        registry(change).delete(change.name)
        forgetContent(placeKey(change))
        return
      case 'image':
        changeImage(change, change.image.digest, change.image)
        return
      case 'image-gone':
        changeImage(change, change.digest, undefined)
        return
      case 'layer': {
        const key = placeKey(change)
        layers.set(key, (layers.get(key) ?? new Map()).set(change.digest, change.size))
        return
      }
      case 'registry-policy':
        registryPolicies.set(registryKey(change), change.policy)
        return
      case 'account-setting':
        accountSettings.set(`${registryKey(change)} ${change.name}`, change.value)
        return
      case 'principal':
        principals.set(change.arn, change.state)
        return
    }
  }

  function images(repository: StoredRepository): Map<string, StoredImage> {
    const key = placeKey(repository)
    let list = imageLists.get(key)
    if (!list) {
      list = new Map(seededImages(repository).map((image) => [image.digest, image]))
      for (const [digest, image] of changedImages.get(key) ?? [])
        if (image) list.set(digest, image)
        else list.delete(digest)
      const oldest = imageLists.keys().next().value
      if (imageLists.size >= MOST_IMAGE_LISTS && oldest !== undefined) imageLists.delete(oldest)
      imageLists.set(key, list)
    }
    return list
  }

  return {
    repositories: (of) => [...registry(of).values()],
    repository: (place) => registry(place).get(place.name),
    images,
    layers: (place) => layers.get(placeKey(place)) ?? new Map(),
    registryPolicy: (of) => registryPolicies.get(registryKey(of)),
    accountSetting: (of, name) => accountSettings.get(`${registryKey(of)} ${name}`),
    principals,
    blobs,
    commit(changes) {
      journal.append(changes)
      for (const change of changes) apply(change)
    },
    replay: (changes) => changes.forEach(apply),
  }
}
