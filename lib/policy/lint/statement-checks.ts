import type { Json } from '@/lib/policy/json/json'
import { isObject } from '@/lib/policy/json/json-tree'
import { quoted } from '@/lib/text/quoted'
import { suggest } from '@/lib/text/suggest'
import { type Finding, found, type Place, renameMember, setMember, typeWords } from './finding'

const ELEMENTS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Condition']
const PAIRS = [
  ['Principal', 'NotPrincipal'],
  ['Action', 'NotAction'],
] as const

export function checkStatement(place: Place): Finding[] {
  return [
    ...checkElements(place),
    ...checkResource(place),
    ...checkEffect(place),
    ...checkPairs(place),
    ...checkSid(place),
    ...checkTypes(place),
  ]
}

function checkElements(place: Place): Finding[] {
  return Object.keys(place.value)
    .filter((key) => !ELEMENTS.includes(key) && key !== 'Resource' && key !== 'NotResource')
    .map((key) => {
      const meant = suggest(
        key,
        ELEMENTS.filter((element) => !Object.hasOwn(place.value, element)),
      )
      const fix =
        meant === undefined ? undefined : renameMember(place, `Rename ${quoted(key)} to ${meant}`, key, meant)
      const message = `A statement has no element called ${quoted(key)}.${meant ? ` Did you mean ${meant}?` : ''}`
      return found(place, 'INVALID_POLICY_ELEMENT', 'error', [key], message, fix)
    })
}

/** The policy of a registry says to which repositories each statement applies (ECR User Guide, “Registry permissions”). */
function checkRegistryResource(place: Place): Finding[] {
  const { Resource, NotResource } = place.value
  const message =
    'Resource is missing: the statement must say to which repositories it applies, for example "*" for every one.'
  return Resource === undefined && NotResource === undefined
    ? [
        found(
          place,
          'ECR_RESOURCE_MISSING',
          'error',
          [],
          message,
          setMember(place, 'Apply to every repository', 'Resource', '*'),
        ),
      ]
    : []
}

/** ECR only says “Invalid repository policy provided” when it rejects these (amazon-ecr-user-guide pull request 20). */
function checkResource(place: Place): Finding[] {
  if (place.context.policyOf === 'registry') return checkRegistryResource(place)
  const findings: Finding[] = []
  if (place.value.Resource !== undefined)
    findings.push(
      found(
        place,
        'ECR_RESOURCE_NOT_SUPPORTED',
        'error',
        ['Resource'],
        'ECR rejects Resource: a repository policy always applies to its own repository.',
        setMember(place, 'Remove Resource', 'Resource', undefined),
      ),
    )
  if (place.value.NotResource !== undefined)
    findings.push(
      found(
        place,
        'ECR_RESOURCE_NOT_SUPPORTED',
        'error',
        ['NotResource'],
        'ECR rejects NotResource. Removing it changes what the statement means, so decide what it should say.',
      ),
    )
  return findings
}

function checkEffect(place: Place): Finding[] {
  const { Effect } = place.value
  if (Effect === undefined)
    return [found(place, 'MISSING_EFFECT', 'error', [], 'Effect is missing. It must be Allow or Deny.')]
  if (typeof Effect !== 'string') return [mismatch(place, 'Effect', Effect, 'a string')]
  if (Effect === 'Allow' || Effect === 'Deny') return []
  const meant = ['Allow', 'Deny'].find((effect) => effect.toLowerCase() === Effect.trim().toLowerCase())
  const fix = meant === undefined ? undefined : setMember(place, `Change to ${meant}`, 'Effect', meant)
  return [
    found(
      place,
      'INVALID_EFFECT',
      'error',
      ['Effect'],
      `Effect must be Allow or Deny, not ${quoted(Effect)}.`,
      fix,
    ),
  ]
}

function checkPairs(place: Place): Finding[] {
  return PAIRS.flatMap(([positive, negative]): Finding[] => {
    const [has, hasNot] = [place.value[positive] !== undefined, place.value[negative] !== undefined]
    if (has && hasNot)
      return [
        found(
          place,
          'UNSUPPORTED_ELEMENT_COMBINATION',
          'error',
          [negative],
          `A statement can have ${positive} or ${negative}, not both.`,
        ),
      ]
    if (has || hasNot) return []
    return positive === 'Principal'
      ? [
          found(
            place,
            'MISSING_PRINCIPAL',
            'error',
            [],
            'Principal is missing. Say who the statement applies to.',
          ),
        ]
      : [
          found(
            place,
            'MISSING_ACTION',
            'error',
            [],
            'Action is missing. Say what the statement allows or denies.',
          ),
        ]
  })
}

/** IAM requires letters and digits; ECR accepts anything, and the console’s own “new statement” has a space. */
function checkSid(place: Place): Finding[] {
  const { Sid } = place.value
  if (Sid === undefined) return []
  if (typeof Sid !== 'string') return [mismatch(place, 'Sid', Sid, 'a string')]
  if (Sid === '')
    return [
      found(
        place,
        'EMPTY_SID_VALUE',
        'suggestion',
        ['Sid'],
        'Sid is empty. Remove it, or give the statement a name.',
        setMember(place, 'Remove the empty Sid', 'Sid', undefined),
      ),
    ]
  if (/[^\P{C}\p{Co}]|[^ \P{Z}]/u.test(Sid))
    return [
      found(
        place,
        'ECR_INVISIBLE_CHARACTER',
        'warning',
        ['Sid'],
        `The Sid contains an invisible character: ${quoted(Sid)}.`,
        setMember(place, 'Remove invisible characters', 'Sid', Sid.replace(/[^\P{C}\p{Co}]|[^ \P{Z}]/gu, '')),
      ),
    ]
  if (/^[A-Za-z0-9 _-]+$/.test(Sid)) return []
  return [
    found(
      place,
      'UNSUPPORTED_SID',
      'warning',
      ['Sid'],
      `ECR accepts the Sid ${quoted(Sid)}, but other tools only allow letters and digits.`,
    ),
  ]
}

function checkTypes(place: Place): Finding[] {
  const { Action, NotAction, Condition } = place.value
  const findings: Finding[] = []
  for (const [key, value] of Object.entries({ Action, NotAction }))
    if (value !== undefined && !isStringOrStrings(value))
      findings.push(mismatch(place, key, value, 'a string or an array of strings'))
  if (Condition !== undefined && !isObject(Condition))
    findings.push(mismatch(place, 'Condition', Condition, 'an object'))
  return findings
}

function isStringOrStrings(value: Json): boolean {
  return (
    typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'))
  )
}

function mismatch(place: Place, key: string, value: Json, wanted: string): Finding {
  const seen = Array.isArray(value) ? 'an array of other values' : typeWords(value)
  return found(place, 'DATA_TYPE_MISMATCH', 'error', [key], `${key} must be ${wanted}, not ${seen}.`)
}
