import { asList } from '@/lib/policy/json/json-tree'
import { quoted } from '@/lib/text/quoted'
import { suggest } from '@/lib/text/suggest'
import {
  actionMatches,
  canonicalAction,
  expandActions,
  expandRegistryActions,
  isWildcard,
  REGISTRY_ACTIONS,
  REPOSITORY_ACTIONS,
  shortAction,
} from '../actions'
import { services } from '../lists/services.json'
import type { FindingCode } from './codes'
import {
  changeItems,
  type Finding,
  type Fix,
  found,
  type Place,
  removeStatement,
  type Severity,
  setMember,
} from './finding'

const SERVICES: ReadonlySet<string> = new Set(services)
const ALL = [...REPOSITORY_ACTIONS, ...REGISTRY_ACTIONS]

export function checkActions(place: Place): Finding[] {
  const element = place.statement.notAction ? 'NotAction' : 'Action'
  const value = place.value[element]
  if (value === undefined) return []
  const entries = asList(value)
  if (entries.length === 0)
    return [
      found(
        place,
        'EMPTY_ARRAY_ACTION',
        'suggestion',
        [element],
        element === 'Action'
          ? 'The Action array is empty, so the statement has no effect.'
          : 'The NotAction array is empty, so it excludes nothing.',
        element === 'Action' ? removeStatement(place) : undefined,
      ),
    ]
  const findings = entries.flatMap((entry, index) =>
    typeof entry === 'string'
      ? checkAction(place, element, entry, Array.isArray(value) ? [element, index] : [element])
      : [],
  )
  return [...findings, ...checkRepetition(place, element)]
}

function checkAction(place: Place, element: string, entry: string, path: (string | number)[]): Finding[] {
  const replace = (title: string, ...by: string[]) => replaceEntry(place, element, entry, title, by)
  const invalid = (message: string, meant: readonly string[]) => {
    const fix = meant.length === 0 ? undefined : replace(`Change to ${meant.join(', ')}`, ...meant)
    return [found(place, 'INVALID_ACTION', 'error', path, message, fix)]
  }
  if (entry === '*' || canonicalAction(entry)) return checkEffectOf(place, element, entry, path)
  const repaired = repairedEntries(entry)
  if (repaired.length > 0) return invalid(`${quoted(entry)} is not a valid action.`, repaired)
  const colon = entry.indexOf(':')
  const service = entry.slice(0, Math.max(colon, 0)).toLowerCase()
  if (colon >= 0 && service !== 'ecr') return [checkService(place, element, entry, path, replace)]
  if (colon >= 0 && isWildcard(entry)) return checkWildcard(place, element, entry, path)
  const meant = suggest(entry, ALL) ?? suggest(`ecr:${entry}`, ALL)
  const message = `ECR has no action ${quoted(entry)}.${meant ? ` Did you mean ${meant}?` : ''}`
  return invalid(message, meant === undefined ? [] : [meant])
}

/** Spaces around a name, several names in one string, or a name without its service: AWS matches none of them. */
function repairedEntries(entry: string): string[] {
  const parts = entry.split(/[\s,;]+/).filter((part) => part !== '')
  const names = parts.map((part) => canonicalAction(part) ?? canonicalAction(`ecr:${part}`))
  return names.every((name) => name !== undefined) ? names : []
}

function checkService(
  place: Place,
  element: string,
  entry: string,
  path: (string | number)[],
  replace: (title: string, ...by: string[]) => Fix,
): Finding {
  const [service = '', ...name] = entry.split(':')
  const ours = canonicalAction(`ecr:${name.join(':')}`)
  const fix = ours === undefined ? removeEntry(place, element, entry) : replace(`Change to ${ours}`, ours)
  const say = (code: FindingCode, severity: Severity, message: string) =>
    found(place, code, severity, path, `${quoted(entry)} ${message}`, fix)
  if (isWildcard(service))
    return say(
      'WILDCARD_IN_SERVICE_NAME',
      'warning',
      'matches nothing: AWS doesn’t allow a wildcard in the name of a service.',
    )
  if (SERVICES.has(service.toLowerCase()))
    return say(
      'UNSUPPORTED_ACTION_IN_POLICY',
      'error',
      'belongs to another service; this policy can only contain ecr actions.',
    )
  const meant = suggest(service, [...SERVICES])
  return say(
    'INVALID_SERVICE_IN_ACTION',
    'error',
    `starts with the name of an unknown service.${meant ? ` Did you mean ${meant}?` : ''}`,
  )
}

function checkWildcard(place: Place, element: string, entry: string, path: (string | number)[]): Finding[] {
  if (expandActions([entry]).length > 0) return []
  if (expandRegistryActions([entry]).length > 0) return checkEffectOf(place, element, entry, path)
  const message = `No ECR action matches ${quoted(entry)}.`
  return [found(place, 'INVALID_ACTION', 'warning', path, message, removeEntry(place, element, entry))]
}

/** Actions without the repository resource type can’t be granted here; AWS has been seen to accept and to reject them. */
function checkEffectOf(place: Place, element: string, entry: string, path: (string | number)[]): Finding[] {
  if (place.statement.effect !== 'Allow' || element !== 'Action') return []
  if (expandActions([entry]).length > 0) {
    return canonicalAction(entry) === 'ecr:CreateRepository' && place.context.policyOf !== 'registry'
      ? [
          found(
            place,
            'ECR_ACTION_WITHOUT_EFFECT',
            'suggestion',
            path,
            'CreateRepository has no effect here: the repository already exists.',
            removeEntry(place, element, entry),
          ),
        ]
      : []
  }
  const name = shortAction(canonicalAction(entry) ?? entry)
  return [
    found(
      place,
      'ECR_ACTION_WITHOUT_EFFECT',
      'suggestion',
      path,
      `${name} has no effect here: it applies to the whole registry, so the caller’s IAM policy has to grant it.`,
      removeEntry(place, element, entry),
    ),
  ]
}

/** Compares entries by the sets of actions they match, since a policy has room for hundreds of entries. */
function checkRepetition(place: Place, element: string): Finding[] {
  const value = place.value[element]
  if (!Array.isArray(value)) return []
  const matched = value.map((entry) => (typeof entry === 'string' ? matchedActions(entry) : 0n))
  const covers = value.map((_, index) => {
    const own = matched[index] ?? 0n
    return value.find((_, at) => {
      const other = matched[at] ?? 0n
      return own !== 0n && at !== index && (other & own) === own && (other !== own || at < index)
    })
  })
  // One fix for all of them; otherwise a long list would be copied once per entry.
  const rest = value.filter((_, index) => covers[index] === undefined)
  const fix = setMember(place, 'Remove redundant actions', element, rest)
  return covers.flatMap((cover, index) => {
    if (typeof cover !== 'string') return []
    const message = `${quoted(String(value[index]))} is already covered by ${quoted(cover)}.`
    return [found(place, 'REDUNDANT_ACTION', 'suggestion', [element, index], message, fix)]
  })
}

/** One bit for each ECR action that an entry matches. */
function matchedActions(entry: string): bigint {
  return ALL.reduce(
    (bits, action, at) => (actionMatches(entry, action) ? bits | (1n << BigInt(at)) : bits),
    0n,
  )
}

function replaceEntry(
  place: Place,
  element: string,
  entry: string,
  title: string,
  by: readonly string[],
): Fix {
  const list = place.value[element] ?? []
  return setMember(
    place,
    title,
    element,
    changeItems(list, (item) => (item === entry ? by : [item])),
  )
}

/** Removes an entry without effect, and an Allow that has no other. Removing one from NotAction would grant more. */
function removeEntry(place: Place, element: string, entry: string): Fix | undefined {
  if (element === 'NotAction') return undefined
  if (asList(place.value[element]).every((item) => item === entry))
    return place.statement.effect === 'Allow' ? removeStatement(place) : undefined
  return replaceEntry(place, element, entry, `Remove ${quoted(entry)}`, [])
}
