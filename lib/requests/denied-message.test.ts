import { describe, expect, it } from 'vitest'
import cases from './cases/denied-messages.json'
import type { Denial } from './denials'
import { type DeniedMessage, readDeniedMessage } from './denied-message'

type Expected = Partial<Omit<DeniedMessage, 'denials'>> & Partial<Denial> & { denials?: Partial<Denial>[] }

const FACTS = [
  'action',
  'principalArn',
  'principalAccount',
  'account',
  'region',
  'repository',
  'policyType',
  'explicitDeny',
] as const

function factsOf(from: Partial<Denial>): Partial<Denial> {
  return Object.fromEntries(
    FACTS.map((fact) => [fact, from[fact]]).filter(([, value]) => value !== undefined),
  )
}

describe('the error of', () => {
  it.each(cases.map((each, index) => ({ ...each, title: `${each.tool} (${index + 1})` })))(
    '$title',
    ({ text, expected }) => {
      const wanted: Expected = expected as Expected // The table is data; a wrong value in it fails below.
      const message = readDeniedMessage(text)
      expect(message.kind).toBe(wanted.kind)
      expect(factsOf(message.denials[0] ?? message)).toEqual(factsOf(wanted))
      if (wanted.denials) expect(message.denials.map(factsOf)).toEqual(wanted.denials)
      for (const fact of ['tag', 'digest', 'otherLoginRegion'] as const)
        if (wanted[fact]) expect(message[fact]).toBe(wanted[fact])
      expect(message.denials[0]?.denyingPolicyArn).toBe(wanted.denyingPolicyArn)
    },
  )
})
