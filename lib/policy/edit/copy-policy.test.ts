import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sidOf } from '@/lib/policy/compare/pairing'
import { type PolicyDocument, parsePolicy } from '@/lib/policy/document'
import { KNOWN, policyText } from '@/lib/policy/test-policies'
import { type CopyHow, copyPolicy, ownerNotes } from './copy-policy'

const PROD = '872569379934'
const DEV = '252775557553'
const OWNERS = { from: PROD, to: DEV, accounts: KNOWN }

function read(text: string): PolicyDocument {
  const reading = parsePolicy(text)
  if (!reading.ok) throw new Error(reading.problems[0]?.message)
  return reading.document
}

function policyOf(...statements: object[]): PolicyDocument {
  return read(JSON.stringify({ Version: '2012-10-17', Statement: statements }))
}

function pull(sid: string | undefined, account: string) {
  return {
    ...(sid && { Sid: sid }),
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'ecr:BatchGetImage',
  }
}

function sids(document: PolicyDocument) {
  return document.statements.map(sidOf)
}

describe('copying a policy from another repository', () => {
  const present = policyOf(pull('Pull', '111111111111'))

  it('adds its statements behind the present ones, each under a name of its own', () => {
    const source = policyOf(
      pull('Pull', '222222222222'),
      pull('Pull2', '333333333333'),
      pull(undefined, '444444444444'),
    )
    const { document, notes } = copyPolicy(present, source, 'add')
    expect(sids(document)).toEqual(['Pull', 'Pull2', 'Pull22', undefined])
    expect(document.text.startsWith(present.text.slice(0, -2))).toBe(true)
    expect(notes).toContain('“Pull” is taken here, so the copy is called “Pull2”.')
  })

  it('adds nothing twice, whatever it is called', () => {
    const source = policyOf(pull('Other', '111111111111'), pull('New', '222222222222'))
    const { document, notes } = copyPolicy(present, source, 'add')
    expect(sids(document)).toEqual(['Pull', 'New'])
    expect(notes).toContain('One statement stands here already and is not added again.')
  })

  it.each<CopyHow>(['add', 'instead'])(
    'takes the other policy to the letter where there is none (%s)',
    (how) => {
      const source = read('{ "Version":"2008-10-17", "Id": "x", "Statement": [] }')
      expect(copyPolicy(undefined, source, how).document).toBe(source)
    },
  )

  it('takes it instead of the present one when that is wanted', () => {
    const source = policyOf(pull('Pull', '222222222222'))
    expect(copyPolicy(present, source, 'instead').document).toBe(source)
  })

  it('says where the owner of a repository means another thing here', () => {
    const source = policyOf(pull('Own', PROD), pull('Foreign', DEV), {
      ...pull('Deny', DEV),
      Effect: 'Deny',
      Condition: { StringEquals: { 'aws:SourceAccount': PROD } },
    })
    expect(ownerNotes(source, OWNERS)).toEqual([
      `“Own” names hp-id-prod (${PROD}), which owns the other repository. Here it is another account and must allow the same in its own IAM policies, too.`,
      `“Foreign” names hp-id-dev (${DEV}), which owns this repository. There it was another account; here its own IAM policies are enough.`,
      `“Deny” names hp-id-prod (${PROD}), which owns the other repository. Here it is another account.`,
      `“Deny” names hp-id-dev (${DEV}), which owns this repository. There it was another account.`,
      `Users and roles of hp-id-prod (${PROD}) reach the other repository by their own IAM policies alone. That stands in no policy, so it is not copied.`,
    ])
  })

  it('has nothing to say between repositories of one account', () => {
    const owners = { ...OWNERS, to: PROD }
    expect(ownerNotes(policyOf(pull('Own', PROD)), owners)).toEqual([])
  })

  it('keeps every present statement, and gives no name a second time that had been given once', () => {
    const policy = policyText().map(read)
    fc.assert(
      fc.property(policy, policy, (here, there) => {
        const { document } = copyPolicy(here, there, 'add')
        expect(document.statements.slice(0, here.statements.length)).toEqual(here.statements)
        const added = sids(document).slice(here.statements.length).filter(Boolean)
        const others = sids(here)
        expect(added.filter((sid) => others.includes(sid))).toEqual([])
        expect(new Set(added).size).toBe(added.length)
      }),
    )
  })
})
