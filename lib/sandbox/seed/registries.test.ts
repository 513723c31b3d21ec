import { expect, it } from 'vitest'
import { openDirectory } from '../identity/directory'
import { changeKey, type StoredRepository } from '../model'
import { seededImages } from './images'
import policies from './policies.json'
import { seededRegistries } from './registries'

const NOW = Date.UTC(2026, 10, 23)
const directory = openDirectory(new Map())
const changes = seededRegistries(NOW, directory)
const repositories = changes.flatMap((change): StoredRepository[] =>
  change.type === 'repository' ? [change.repository] : [],
)

it('is the same every time it is generated', () => {
  expect(seededRegistries(NOW, directory)).toEqual(changes)
})

it('fills the seven registries, and no repository twice', () => {
  expect(new Set(repositories.map(({ account, region }) => `${account}/${region}`)).size).toBe(7)
  expect(new Set(changes.map(changeKey)).size).toBe(changes.length)
  expect(repositories).toHaveLength(155)
})

it('assigns every policy to a repository that exists', () => {
  const wanted = policies.flatMap(({ on }) => on)
  expect(repositories.filter(({ policy }) => policy !== undefined)).toHaveLength(wanted.length)
})

it('has no image pushed, pulled or scanned in the future, or before its repository was created', () => {
  for (const repository of repositories)
    for (const { pushedAt, lastPulledAt = pushedAt, scannedAt = pushedAt } of seededImages(repository)) {
      expect(Math.max(pushedAt, lastPulledAt, scannedAt)).toBeLessThanOrEqual(NOW)
      expect(Math.min(pushedAt, lastPulledAt, scannedAt)).toBeGreaterThanOrEqual(repository.createdAt)
    }
})

it('never gives two images of a repository the same tag', () => {
  for (const repository of repositories) {
    const tags = seededImages(repository).flatMap((image) => image.tags)
    expect(new Set(tags).size).toBe(tags.length)
  }
})

it('has mixed settings, repositories without images, and one with 1,200', () => {
  const counts = repositories.map((repository) => seededImages(repository).length)
  expect(counts).toContain(0)
  expect(Math.max(...counts)).toBe(1200)
  expect(new Set(repositories.map(({ mutability }) => mutability)).size).toBe(4)
  expect(new Set(repositories.map(({ encryption }) => encryption.type))).toEqual(new Set(['AES256', 'KMS']))
  expect(new Set(repositories.map(({ scanOnPush }) => scanOnPush)).size).toBe(2)
})
