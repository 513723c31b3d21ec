import type { Found } from './find-repositories'
import type { RegistryStatus } from './model'

/** The combined progress of the registries being read. */
export type Progress = { pages: number; repositories: number; reading: number; registries: number }

/** The same, with what a search finds so far, if there is one. */
export type ProgressLine = { progress: Progress; found: Found | undefined }

export function progressOf(statuses: readonly RegistryStatus[]): Progress {
  const progress = { pages: 0, repositories: 0, reading: 0, registries: statuses.length }
  for (const { reading } of statuses) {
    if (!reading) continue
    progress.reading += 1
    if (reading === 'elsewhere') continue
    progress.pages += reading.pages
    progress.repositories += reading.repositories
  }
  return progress
}
