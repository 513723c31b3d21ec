import { z } from 'zod'
import type { StoredImage } from '../model'
import { randomFrom, seedOf } from '../seed/random'
import vulnerabilities from '../seed/vulnerabilities.json'
import { seconds } from './operation'

const Vulnerabilities = z.array(z.tuple([z.string(), z.string(), z.string(), z.string(), z.string()]))

const SCAN_MS = 3000

/** Where the scan of an image is; undefined when it was never scanned. A scan takes some seconds. */
export function scanStatusOf({ scannedAt }: StoredImage, now: number) {
  if (scannedAt === undefined) return undefined
  return now - scannedAt < SCAN_MS
    ? { status: 'IN_PROGRESS', description: 'The scan is in progress.' }
    : { status: 'COMPLETE', description: 'The scan was completed successfully.' }
}

/** What a scan found: made up from the image's digest, and so always the same. */
export function findingsOf({ digest }: StoredImage) {
  const random = randomFrom(seedOf(`scan of ${digest}`))
  const chance = random.next() * 0.7
  return Vulnerabilities.parse(vulnerabilities)
    .filter(() => random.chance(chance))
    .map(([name, severity, packageName, packageVersion, description]) => ({
      name,
      description,
      uri: `https://nvd.nist.gov/vuln/detail/${name}`,
      severity,
      attributes: [
        { key: 'package_name', value: packageName },
        { key: 'package_version', value: packageVersion },
      ],
    }))
}

/** When a completed scan ended, and how much it found of each severity. */
export function findingsSummaryOf(image: StoredImage & { scannedAt: number }) {
  const findingSeverityCounts: Record<string, number> = {}
  for (const { severity } of findingsOf(image))
    findingSeverityCounts[severity] = (findingSeverityCounts[severity] ?? 0) + 1
  const completed = seconds(image.scannedAt + SCAN_MS)
  return { imageScanCompletedAt: completed, vulnerabilitySourceUpdatedAt: completed, findingSeverityCounts }
}

/** The two fields that a scan adds to an image's description. */
export function scanDetails(image: StoredImage, now: number) {
  const { scannedAt } = image
  const imageScanStatus = scanStatusOf(image, now)
  if (scannedAt === undefined || !imageScanStatus) return {}
  if (imageScanStatus.status !== 'COMPLETE') return { imageScanStatus }
  return { imageScanStatus, imageScanFindingsSummary: findingsSummaryOf({ ...image, scannedAt }) }
}
