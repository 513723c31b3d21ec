import { expect, it } from 'vitest'
import type { JsonObject } from '@/lib/policy/json/json'
import { KNOWN, policyOf } from '@/lib/policy/test-policies'
import { newFindings } from './new-findings'

const CONTEXT = { owner: '872569379934', accounts: KNOWN }
const PULL = { Effect: 'Allow', Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'] }
const KNOWN_TO_PULL = { ...PULL, Principal: { AWS: '957591566260' } }
const STRANGER = { ...PULL, Principal: { AWS: '111122223333' } }
const EVERYONE = { ...PULL, Principal: '*' }

function codesOfChange(before: JsonObject[], after: JsonObject[]): string[] {
  return newFindings(policyOf(before), policyOf(after), CONTEXT).map(({ code }) => code)
}

it.each<[what: string, before: JsonObject[], after: JsonObject[], codes: string[]]>([
  ['of what stays', [STRANGER], [STRANGER], []],
  ['of what only moves', [STRANGER], [KNOWN_TO_PULL, STRANGER], []],
  [
    'of a principal beside whom another is named',
    [STRANGER],
    [{ ...PULL, Principal: { AWS: ['957591566260', '111122223333'] } }],
    [],
  ],
  [
    'of a second stranger in the same list',
    [STRANGER],
    [{ ...PULL, Principal: { AWS: ['111122223333', '444455556666'] } }],
    ['ECR_UNKNOWN_ACCOUNT'],
  ],
  [
    'of another statement that opens the same',
    [EVERYONE],
    [EVERYONE, { ...EVERYONE, Action: 'ecr:ListImages' }],
    ['ECR_EVERYONE'],
  ],
  [
    'of more that everyone may change',
    [{ ...EVERYONE, Action: 'ecr:PutImage' }],
    [{ ...EVERYONE, Action: ['ecr:PutImage', 'ecr:BatchDeleteImage'] }],
    ['ECR_EVERYONE_MAY_CHANGE'],
  ],
  [
    'of another value in the same test',
    [{ ...KNOWN_TO_PULL, Condition: { IpAddress: { 'aws:SourceIp': ['1.2.3'] } } }],
    [{ ...KNOWN_TO_PULL, Condition: { IpAddress: { 'aws:SourceIp': ['1.2.3', '4.5'] } } }],
    ['TYPE_MISMATCH_IP_RANGE'],
  ],
  ['of a new policy', [], [STRANGER], ['ECR_UNKNOWN_ACCOUNT']],
])('a change makes new findings %s', (_what, before, after, codes) => {
  expect(codesOfChange(before, after)).toEqual(codes)
})
