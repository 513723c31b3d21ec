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

  it('appends its statements to the current ones, each with a unique name', () => {
    const source = policyOf(
      pull('Pull', '222222222222'),
      pull('Pull2', '333333333333'),
      pull(undefined, '444444444444'),
    )
    const { document, notes } = copyPolicy(present, source, 'add')
    expect(sids(document)).toEqual(['Pull', 'Pull2', 'Pull22', undefined])
    expect(document.text.startsWith(present.text.slice(0, -2))).toBe(true)
    expect(notes).toContain('The name “Pull” is taken here, so the copy is called “Pull2”.')
  })

  it('adds nothing twice, even under another name', () => {
    const source = policyOf(pull('Other', '111111111111'), pull('New', '222222222222'))
    const { document, notes } = copyPolicy(present, source, 'add')
    expect(sids(document)).toEqual(['Pull', 'New'])
    expect(notes).toContain('One statement is already here and is not added again.')
  })

  it.each<CopyHow>(['add', 'instead'])('copies the other policy verbatim if there is none (%s)', (how) => {
    const source = read('{ "Version":"2008-10-17", "Id": "x", "Statement": [] }')
    expect(copyPolicy(undefined, source, how).document).toBe(source)
  })

  it('replaces the current policy if asked to', () => {
    const source = policyOf(pull('Pull', '222222222222'))
    expect(copyPolicy(present, source, 'instead').document).toBe(source)
  })

  it('says where an owner’s account means something else here', () => {
    const source = policyOf(pull('Own', PROD), pull('Foreign', DEV), {
      ...pull('Deny', DEV),
      Effect: 'Deny',
      Condition: { StringEquals: { 'aws:SourceAccount': PROD } },
    })
    expect(ownerNotes(source, OWNERS)).toEqual([
      `“Own” refers to hp-id-prod (${PROD}), which owns the other repository. Here it is a different account, so its own IAM policies must allow the same.`,
      `“Foreign” refers to hp-id-dev (${DEV}), which owns this repository. There it was a different account; here its own IAM policies are enough.`,
      `“Deny” refers to hp-id-prod (${PROD}), which owns the other repository. Here it is a different account.`,
      `“Deny” refers to hp-id-dev (${DEV}), which owns this repository. There it was a different account.`,
      `Users and roles of hp-id-prod (${PROD}) can use the other repository through their own IAM policies alone. That access isn’t part of the policy, so it isn’t copied.`,
    ])
  })

  it('says nothing between repositories of one account', () => {
    const owners = { ...OWNERS, to: PROD }
    expect(ownerNotes(policyOf(pull('Own', PROD)), owners)).toEqual([])
  })

  it('keeps every current statement, and never uses a name twice', () => {
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
