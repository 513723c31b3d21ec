import type { Json } from '@/lib/policy/json/json'
import { isObject } from '@/lib/policy/json/json-tree'
import { quoted } from '@/lib/text/quoted'
import { nearest } from '@/lib/text/suggest'
import { type Finding, found, type Place, renameMember, setMember, typeWords } from './finding'

const ELEMENTS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Condition']
const PAIRS = [
  ['Principal', 'NotPrincipal'],
  ['Action', 'NotAction'],
] as const

/** What is wrong with the parts that a statement has or lacks. */
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
      const meant = nearest(
        key,
        ELEMENTS.filter((element) => !Object.hasOwn(place.value, element)),
      )
      const fix =
        meant === undefined ? undefined : renameMember(place, `Rename ${quoted(key)} to ${meant}`, key, meant)
      const message = `A statement has no part called ${quoted(key)}.${meant ? ` Is ${meant} meant?` : ''}`
      return found(place, 'INVALID_POLICY_ELEMENT', 'error', [key], message, fix)
    })
}

/** ECR refuses a Resource, and says only “Invalid repository policy provided” (amazon-ecr-user-guide pull request 20). */
function checkResource(place: Place): Finding[] {
  const findings: Finding[] = []
  if (place.value.Resource !== undefined)
    findings.push(
      found(
        place,
        'ECR_RESOURCE_NOT_SUPPORTED',
        'error',
        ['Resource'],
        'AWS refuses a Resource here: a repository’s policy is about that repository alone.',
        setMember(place, 'Remove the Resource', 'Resource', undefined),
      ),
    )
  if (place.value.NotResource !== undefined)
    findings.push(
      found(
        place,
        'ECR_RESOURCE_NOT_SUPPORTED',
        'error',
        ['NotResource'],
        'AWS refuses a NotResource here. Removing it changes what the statement means, so decide what it shall say.',
      ),
    )
  return findings
}

function checkEffect(place: Place): Finding[] {
  const { Effect } = place.value
  if (Effect === undefined)
    return [found(place, 'MISSING_EFFECT', 'error', [], 'The Effect is missing: Allow or Deny.')]
  if (typeof Effect !== 'string') return [mismatch(place, 'Effect', Effect, 'a text')]
  if (Effect === 'Allow' || Effect === 'Deny') return []
  const meant = ['Allow', 'Deny'].find((effect) => effect.toLowerCase() === Effect.trim().toLowerCase())
  const fix = meant === undefined ? undefined : setMember(place, `Write ${meant}`, 'Effect', meant)
  return [
    found(
      place,
      'INVALID_EFFECT',
      'error',
      ['Effect'],
      `The Effect is Allow or Deny, not ${quoted(Effect)}.`,
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
          `A statement has ${positive} or ${negative}, not both.`,
        ),
      ]
    if (has || hasNot) return []
    return positive === 'Principal'
      ? [found(place, 'MISSING_PRINCIPAL', 'error', [], 'The Principal is missing: who is this about?')]
      : [found(place, 'MISSING_ACTION', 'error', [], 'The Action is missing: what is this about?')]
  })
}

/** IAM wants letters and digits; ECR takes anything, and the console’s own “new statement” has a blank. */
function checkSid(place: Place): Finding[] {
  const { Sid } = place.value
  if (Sid === undefined) return []
  if (typeof Sid !== 'string') return [mismatch(place, 'Sid', Sid, 'a text')]
  if (Sid === '')
    return [
      found(
        place,
        'EMPTY_SID_VALUE',
        'suggestion',
        ['Sid'],
        'The Sid is empty. Leave it out, or give the statement a name.',
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
        `The name holds a character that cannot be seen: ${quoted(Sid)}.`,
        setMember(place, 'Remove what cannot be seen', 'Sid', Sid.replace(/[^\P{C}\p{Co}]|[^ \P{Z}]/gu, '')),
      ),
    ]
  if (/^[A-Za-z0-9 _-]+$/.test(Sid)) return []
  return [
    found(
      place,
      'UNSUPPORTED_SID',
      'warning',
      ['Sid'],
      `ECR takes the name ${quoted(Sid)}, but other tools want letters and digits only.`,
    ),
  ]
}

function checkTypes(place: Place): Finding[] {
  const { Action, NotAction, Condition } = place.value
  const findings: Finding[] = []
  for (const [key, value] of Object.entries({ Action, NotAction }))
    if (value !== undefined && !isTextOrTexts(value))
      findings.push(mismatch(place, key, value, 'a text or a list of texts'))
  if (Condition !== undefined && !isObject(Condition))
    findings.push(mismatch(place, 'Condition', Condition, 'an object in braces'))
  return findings
}

function isTextOrTexts(value: Json): boolean {
  return (
    typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'))
  )
}

function mismatch(place: Place, key: string, value: Json, wanted: string): Finding {
  const seen = Array.isArray(value) ? 'a list that holds something else' : typeWords(value)
  return found(place, 'DATA_TYPE_MISMATCH', 'error', [key], `${key} is ${wanted}, not ${seen}.`)
}
