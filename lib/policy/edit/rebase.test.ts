import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import cases from '@/lib/policy/cases/conflict.json'
import { samePolicy, sameStatement } from '@/lib/policy/compare/equality'
import { type PolicyDocument, parsePolicy, statementNodes } from '@/lib/policy/document'
import type { JsonObject } from '@/lib/policy/json/json'
import { rebase } from './rebase'

function readValue(value: object | null | undefined): PolicyDocument | undefined {
  if (!value) return undefined
  const reading = parsePolicy(JSON.stringify(value, undefined, 4))
  if (!reading.ok) throw new Error(reading.problems[0]?.message)
  return reading.document
}

function textsOf(document: PolicyDocument | undefined): string[] {
  if (!document) return []
  return statementNodes(document.root).map(({ start, end }) => document.text.slice(start, end))
}

/** The statements of a policy in which every statement has its own Sid. */
type Side = Readonly<Record<string, JsonObject>>

function documentOfSide(side: Side): PolicyDocument | undefined {
  const statements = Object.entries(side).map(([Sid, rest]) => ({ Sid, ...rest }))
  return readValue(statements.length === 0 ? undefined : { Version: '2012-10-17', Statement: statements })
}

const body = fc.constantFrom<JsonObject>(
  { Action: ['ecr:PutImage'] },
  { Action: 'ecr:ListImages' },
  { Effect: 'Deny' },
)
const base = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), body)

/** What one person may change: some statements changed, and some removed or others added. */
function edited(side: Side): fc.Arbitrary<Side> {
  const changed = fc
    .dictionary(fc.constantFrom('a', 'b', 'c', 'd'), body)
    .map((changes) =>
      Object.fromEntries(Object.entries(side).map(([sid, old]) => [sid, changes[sid] ?? old])),
    )
  return fc.oneof(
    changed.chain((kept) => fc.subarray(Object.entries(kept)).map(Object.fromEntries)),
    fc
      .tuple(changed, fc.dictionary(fc.constantFrom('x', 'y'), body))
      .map(([kept, added]) => ({ ...kept, ...added })),
  )
}

const meeting = base.chain((old) => fc.tuple(fc.constant(old), edited(old), edited(old)))

/** What one statement becomes when both changes are applied. */
function together(
  sid: string,
  [old, theirs, mine]: readonly [Side, Side, Side],
): JsonObject | 'conflict' | undefined {
  const [before, their, my] = [old[sid], theirs[sid], mine[sid]]
  if (sameStatement(their, my) || sameStatement(before, my)) return their
  return sameStatement(before, their) ? my : 'conflict'
}

describe('a change on top of someone else’s', () => {
  it.each(cases)('$name', ({ base, theirs, mine, document, changed, conflicts }) => {
    const result = rebase(readValue(base), readValue(theirs), readValue(mine))
    if (!result.ok) return expect(result.conflicts).toEqual(conflicts)
    expect(result.document?.value ?? null).toEqual(document)
    return expect(result.changed).toBe(changed)
  })

  it('has both people’s changes of every statement, or a conflict where they changed one differently', () => {
    fc.assert(
      fc.property(meeting, (sides) => {
        const [old, theirs, mine] = sides
        const result = rebase(documentOfSide(old), documentOfSide(theirs), documentOfSide(mine))
        const outcomes = ['a', 'b', 'c', 'd', 'x', 'y'].map((sid) => [sid, together(sid, sides)] as const)
        expect(result.ok).toBe(outcomes.every(([, outcome]) => outcome !== 'conflict'))
        if (!result.ok) return
        const expected = outcomes.flatMap(([Sid, rest]) =>
          typeof rest === 'object' ? [{ Sid, ...rest }] : [],
        )
        const found = result.document?.statements ?? []
        expect(found).toHaveLength(expected.length)
        for (const statement of expected)
          expect(found.some((one) => sameStatement(one, statement))).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })

  it('leaves their text as it is, except for what I changed', () => {
    fc.assert(
      fc.property(meeting, ([old, theirs, mine]) => {
        const before = documentOfSide(theirs)
        const result = rebase(documentOfSide(old), before, documentOfSide(mine))
        fc.pre(result.ok && before !== undefined && !samePolicy(documentOfSide(old), before))
        const kept = Object.keys(theirs).map(
          (sid) => sameStatement(old[sid], mine[sid]) || sameStatement(theirs[sid], mine[sid]),
        )
        const texts = textsOf(before).filter((_, index) => kept[index])
        expect(textsOf(result.ok ? result.document : undefined)).toEqual(expect.arrayContaining(texts))
      }),
    )
  })
})
