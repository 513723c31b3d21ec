import { sha256 } from '../digest'
import type { ImageRecipe, StoredImage, StoredRepository } from '../model'
import { layerBlob } from './blobs'
import { type Random, randomFrom } from './random'

const DOCKER = {
  manifest: 'application/vnd.docker.distribution.manifest.v2+json',
  list: 'application/vnd.docker.distribution.manifest.list.v2+json',
  config: 'application/vnd.docker.container.image.v1+json',
  layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
}

/** A seeded image with everything a pull of it would fetch. */
type Made = { image: StoredImage; manifest: string; blobs: Map<string, Buffer> }

const MEGABYTE = 1_000_000
const HOUR = 3_600_000
const SIZES: Record<ImageRecipe['kind'], [from: number, to: number]> = {
  base: [3, 80],
  service: [70, 260],
  job: [120, 640],
  library: [18, 90],
}

type Named = Pick<StoredRepository, 'name' | 'recipe'>

/**
 * The images of a seeded repository without their manifests, always the same for the same recipe. Like ECR's,
 * their order doesn't follow their age.
 */
export function seededImages(repository: Named): StoredImage[] {
  return make(repository)
    .map(({ image }) => image)
    .sort((a, b) => (a.digest < b.digest ? -1 : 1))
}

/** The manifest of a seeded image, or undefined when the recipe makes no image of this digest. */
export function seededManifest(repository: Named, digest: string): string | undefined {
  return make(repository).find(({ image }) => image.digest === digest)?.manifest
}

/** A configuration or layer that a seeded image refers to. */
export function seededBlob(repository: Named, digest: string): Buffer | undefined {
  for (const { blobs } of make(repository)) {
    const blob = blobs.get(digest)
    if (blob) return blob
  }
  return undefined
}

function make({ name, recipe }: Named): Made[] {
  if (!recipe) return []
  const random = randomFrom(recipe.seed)
  const multiArch = recipe.kind !== 'job' && random.chance(0.25)
  const perRelease = multiArch ? 3 : 1
  const releases = Math.ceil(recipe.count / perRelease)
  const base = layerBlob(`base layer of ${name}, ${recipe.seed}`)
  const made: Made[] = []
  for (let release = 0; release < releases; release++) {
    const facts = {
      pushedAt: pushTime(recipe, release, releases, random),
      tags: random.chance(release === 0 ? 0 : 0.14) ? [] : tagsOf(recipe, release, releases, random),
      label: `${name} ${recipe.seed} ${release}`,
      size: random.between(...SIZES[recipe.kind]) * MEGABYTE + random.between(0, MEGABYTE),
      pulledAt: random.chance(0.6) ? random.next() : undefined,
    }
    if (!multiArch) made.push(imageOf(facts, base, 'amd64', recipe))
    else {
      const parts = ['amd64', 'arm64'].map((arch) => imageOf({ ...facts, tags: [] }, base, arch, recipe))
      made.push(listOf(parts, facts.tags, facts.pushedAt), ...parts)
    }
  }
  return made
}

type Facts = { pushedAt: number; tags: string[]; label: string; size: number; pulledAt: number | undefined }

function imageOf(facts: Facts, base: Buffer, architecture: string, recipe: ImageRecipe): Made {
  const { label, pushedAt, tags, size, pulledAt } = facts
  const own = layerBlob(`${label} ${architecture}`)
  const layers = [base, own]
  const config = Buffer.from(
    JSON.stringify({
      architecture,
      os: 'linux',
      created: new Date(pushedAt).toISOString(),
      config: { Labels: { 'org.opencontainers.image.title': label } },
      rootfs: { type: 'layers', diff_ids: layers.map((layer) => sha256(layer)) },
    }),
  )
  const descriptor = (mediaType: string, blob: Buffer) => ({
    mediaType,
    size: blob.length,
    digest: sha256(blob),
  })
  const manifest = JSON.stringify(
    {
      schemaVersion: 2,
      mediaType: DOCKER.manifest,
      config: descriptor(DOCKER.config, config),
      layers: layers.map((layer) => descriptor(DOCKER.layer, layer)),
    },
    null,
    2,
  )
  const lastPulledAt =
    pulledAt === undefined ? undefined : pushedAt + Math.round((recipe.newest + HOUR - pushedAt) * pulledAt)
  return {
    manifest,
    blobs: new Map([config, ...layers].map((blob) => [sha256(blob), blob])),
    image: {
      digest: sha256(manifest),
      mediaType: DOCKER.manifest,
      artifactMediaType: DOCKER.config,
      tags,
      size,
      pushedAt,
      ...(lastPulledAt && { lastPulledAt }),
      ...(recipe.scanned && { scannedAt: pushedAt }),
    },
  }
}

function listOf(parts: Made[], tags: string[], pushedAt: number): Made {
  const manifest = JSON.stringify(
    {
      schemaVersion: 2,
      mediaType: DOCKER.list,
      manifests: parts.map(({ image, manifest: text }, index) => ({
        mediaType: DOCKER.manifest,
        size: Buffer.byteLength(text),
        digest: image.digest,
        platform: { architecture: index === 0 ? 'amd64' : 'arm64', os: 'linux' },
      })),
    },
    null,
    2,
  )
  const size = Math.max(...parts.map(({ image }) => image.size))
  return {
    manifest,
    blobs: new Map(),
    image: { digest: sha256(manifest), mediaType: DOCKER.list, tags, size, pushedAt },
  }
}

/** Releases come closer together towards now, and none falls exactly on its day. */
function pushTime(
  { newest, oldest }: ImageRecipe,
  release: number,
  releases: number,
  random: Random,
): number {
  if (release === 0) return newest
  const age = (release / Math.max(releases - 1, 1)) ** 1.4
  const step = (newest - oldest) / releases
  const wobble = release === releases - 1 ? 0 : (random.next() - 0.5) * step * 0.3
  return Math.min(newest, Math.round(newest - (newest - oldest) * age + wobble))
}

function tagsOf(recipe: ImageRecipe, release: number, releases: number, random: Random): string[] {
  const number = releases - 1 - release
  const tags = release === 0 ? ['latest'] : []
  switch (recipe.kind) {
    case 'service':
      tags.push(`${1 + Math.floor(number / 100)}.${Math.floor(number / 4) % 25}.${number % 4}`)
      if (random.chance(0.3)) tags.push(`git-${random.between(0x1000000, 0xfffffff).toString(16)}`)
      if (release === 3) tags.push('production')
      return tags
    case 'base':
      return [...tags, `${3 + Math.floor(number / 24)}.${number % 24}`]
    case 'job':
      return [...tags, `build-${1000 + number * 7}`]
    case 'library':
      return [...tags, `v0.${Math.floor(number / 10)}.${number % 10}`]
  }
}
