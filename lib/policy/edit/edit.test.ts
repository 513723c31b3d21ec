import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PolicyDocument, statementNodes } from '@/lib/policy/document'
import { policyText, readPolicy, statement } from '@/lib/policy/test-policies'
import { addStatement, newPolicy, removeStatement, renameMember, replaceStatement, setVersion } from './edit'

function textsOf(document: PolicyDocument): string[] {
  return statementNodes(document.root).map(({ start, end }) => document.text.slice(start, end))
}

/** Everything but the statements: Version, Id, unknown keys, in the author's own order. */
function restOf({ value }: PolicyDocument): [string, unknown][] {
  return Object.entries(value).filter(([key]) => key !== 'Statement')
}

const document = policyText().map(readPolicy)
const documentAndIndex = document.chain((before) =>
  fc.tuple(fc.constant(before), fc.nat({ max: before.statements.length - 1 })),
)

describe('an edit', () => {
  it('that adds a statement leaves all other text as it was', () => {
    fc.assert(
      fc.property(document, statement, (before, added) => {
        const after = addStatement(before, added)
        expect(textsOf(after).slice(0, -1)).toEqual(textsOf(before))
        expect(after.statements.at(-1)).toEqual(added)
        expect(restOf(after)).toEqual(restOf(before))
        expect(readPolicy(after.text).value).toEqual(after.value)
      }),
    )
  })

  it('that replaces a statement changes no other character', () => {
    fc.assert(
      fc.property(documentAndIndex, statement, ([before, index], replacement) => {
        const after = replaceStatement(before, index, replacement)
        const node = statementNodes(before.root)[index]
        expect(after.statements[index]).toEqual(replacement)
        expect(after.text.startsWith(before.text.slice(0, node?.start))).toBe(true)
        expect(after.text.endsWith(before.text.slice(node?.end))).toBe(true)
      }),
    )
  })

  it('that replaces a statement with itself changes no character', () => {
    fc.assert(
      fc.property(documentAndIndex, ([before, index]) => {
        const same = JSON.parse(JSON.stringify(before.statements[index]))
        expect(replaceStatement(before, index, same).text).toBe(before.text)
      }),
    )
  })

  it('that removes a statement leaves all other text as it was', () => {
    fc.assert(
      fc.property(documentAndIndex, ([before, index]) => {
        const edit = removeStatement(before, index)
        if (before.statements.length === 1) expect(edit).toEqual({ kind: 'delete-policy' })
        else {
          if (edit.kind !== 'document') throw new Error('the policy was deleted')
          expect(textsOf(edit.document)).toEqual(textsOf(before).toSpliced(index, 1))
          expect(restOf(edit.document)).toEqual(restOf(before))
        }
      }),
    )
  })

  it('that adds and removes the same statement restores the text', () => {
    fc.assert(
      fc.property(document, statement, (before, added) => {
        fc.pre(Array.isArray(before.value.Statement))
        const edit = removeStatement(addStatement(before, added), before.statements.length)
        expect(edit.kind === 'document' && edit.document.text).toBe(before.text)
      }),
    )
  })
})

describe('renaming an element outside the statements', () => {
  it('changes no other character', () => {
    expect(
      renameMember(readPolicy('{ "version" : "2012-10-17",\n"Statement":[] }'), 'version', 'Version').text,
    ).toBe('{ "Version" : "2012-10-17",\n"Statement":[] }')
    expect(() => renameMember(readPolicy('{}'), 'version', 'Version')).toThrow(RangeError)
  })
})

describe('changing the Version', () => {
  it('changes no character of the statements', () => {
    fc.assert(
      fc.property(document, fc.constantFrom('2008-10-17', '2012-10-17'), (before, version) => {
        const after = setVersion(before, version)
        expect(after.value.Version).toBe(version)
        expect(textsOf(after)).toEqual(textsOf(before))
        expect(setVersion(after, version).text).toBe(after.text)
      }),
    )
  })

  it.each([
    ['{}', '{\n  "Version": "2012-10-17"\n}'],
    ['{"Statement":[]}', '{"Version":"2012-10-17","Statement":[]}'],
    ['{ "Statement": [] }', '{ "Version": "2012-10-17", "Statement": [] }'],
    ['{\n\t"Statement": []\n}', '{\n\t"Version": "2012-10-17",\n\t"Statement": []\n}'],
  ])('writes it first if there is none: %s', (before, after) => {
    expect(setVersion(readPolicy(before), '2012-10-17').text).toBe(after)
  })
})

describe('an added statement matches the formatting', () => {
  const pull = { Sid: 'New', Effect: 'Allow', Principal: '*', Action: ['ecr:ListImages', 'ecr:PutImage'] }

  it.each([
    [
      'four spaces',
      '{\n    "Statement": [\n        {\n            "Sid": "a"\n        }\n    ]\n}',
      'four-spaces',
    ],
    ['ECR’s own', '{\n  "Statement" : [ {\n    "Sid" : "a",\n    "Action" : [ "x", "y" ]\n  } ]\n}', 'ecr'],
    ['one line', '{"Statement":[{"Sid":"a"}]}', 'one-line'],
    ['a single statement', '{\n  "Statement": {\n    "Sid": "a"\n  }\n}', 'single'],
    ['an empty array', '{\n  "Statement": []\n}', 'empty'],
    ['no Statement', '{\n\t"Version": "2008-10-17"\n}', 'absent'],
    ['nothing', '{}', 'nothing'],
  ])('%s', (_name, text) => {
    expect(addStatement(readPolicy(text), pull).text).toMatchSnapshot()
  })

  it('of a new policy, which has the Version that IAM recommends', () => {
    expect(addStatement(undefined, pull)).toEqual(newPolicy([pull]))
    expect(newPolicy([pull]).text).toBe(
      `${JSON.stringify({ Version: '2012-10-17', Statement: [pull] }, undefined, 2)}\n`,
    )
  })
})

describe('what the author wrote stays', () => {
  it('an existing Version is never raised', () => {
    const after = addStatement(readPolicy('{"Version":"2008-10-17","Statement":[]}'), {})
    expect(after.value.Version).toBe('2008-10-17')
    expect(addStatement(readPolicy('{"Statement":[]}'), {}).value).not.toHaveProperty('Version')
  })

  it('the spelling of what a replaced statement keeps', () => {
    const before = readPolicy(
      '{"Statement":[{"Sid":"\\u0041", "Condition": {"a:b": 1.50}, "Effect":"Allow"}]}',
    )
    const after = replaceStatement(before, 0, { Sid: 'A', Condition: { 'a:b': 1.5 }, Effect: 'Deny' })
    expect(after.text).toContain('"\\u0041"')
    expect(after.text).toContain('{"a:b": 1.50}')
  })

  it('a number too long for JavaScript', () => {
    const before = readPolicy('{"Statement":[{"Sid":"a","Condition":12345678901234567890}]}')
    const [first] = before.statements
    const after = replaceStatement(before, 0, { ...Object(first), Sid: 'b' })
    expect(after.text).toContain('12345678901234567890')
  })

  it('but an index without a statement is a bug', () => {
    expect(() => removeStatement(readPolicy('{"Statement":[]}'), 0)).toThrow(RangeError)
  })
})
