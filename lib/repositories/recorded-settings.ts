import { z } from 'zod'
import type { Repository } from './model'
import { type ScanSettings, type Settings, sameSettings, type TagSettings } from './settings'
import { toEcrTagMutability } from './tag-mutability'

/** What one audit record contains of a repository's settings: some of them, or all. */
type RecordedSettings = Partial<Settings & Pick<Repository, 'encryption'>>

/** The parameters of the ECR calls that change settings, which is the form they are recorded in. */
const Parameters = z.object({
  imageTagMutability: z.string().optional(),
  imageTagMutabilityExclusionFilters: z.array(z.object({ filter: z.string() })).default([]),
  imageScanningConfiguration: z.object({ scanOnPush: z.boolean() }).optional(),
  encryptionConfiguration: z.object({ encryptionType: z.string() }).optional(),
})

// Records from before version 1.0 have them in words.
const OLD_TAGS = /^tags (\S+)(?: except (.+))?$/
const OLD_SCAN = /^scan on push (on|off)$/

export function recordedTags({ mutability, mutabilityExclusions }: TagSettings): string {
  return JSON.stringify(toEcrTagMutability(mutability, mutabilityExclusions))
}

export function recordedScan({ scanOnPush }: ScanSettings): string {
  return JSON.stringify({ imageScanningConfiguration: { scanOnPush } })
}

/** The settings in a record's text before or after; undefined for a text without any. */
export function readRecordedSettings(text: string): RecordedSettings | undefined {
  const settings = readOldWords(text) ?? readParameters(text)
  return settings && Object.keys(settings).length > 0 ? settings : undefined
}

/** Whether a repository has the recorded settings. */
export function hasRecordedSettings(found: Repository, recorded: RecordedSettings): boolean {
  const wanted = { ...found, ...recorded }
  return sameSettings(found, wanted) && found.encryption === wanted.encryption
}

function readOldWords(text: string): RecordedSettings | undefined {
  const [, mutability, filters] = OLD_TAGS.exec(text) ?? []
  if (mutability !== undefined) return { mutability, mutabilityExclusions: filters?.split(', ') ?? [] }
  const [, scanOnPush] = OLD_SCAN.exec(text) ?? []
  return scanOnPush === undefined ? undefined : { scanOnPush: scanOnPush === 'on' }
}

function readParameters(text: string): RecordedSettings | undefined {
  const { data } = Parameters.safeParse(jsonOf(text))
  if (!data) return undefined
  const { imageTagMutability, imageTagMutabilityExclusionFilters: filters } = data
  return {
    ...(imageTagMutability !== undefined && {
      mutability: imageTagMutability,
      mutabilityExclusions: filters.map(({ filter }) => filter),
    }),
    ...data.imageScanningConfiguration,
    ...(data.encryptionConfiguration && { encryption: data.encryptionConfiguration.encryptionType }),
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
