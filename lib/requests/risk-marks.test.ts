import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import file from '@/lib/accounts/accounts.json'
import { AccountsFile } from '@/lib/accounts/model'
import { sameStatement } from '@/lib/policy/compare/equality'
import { addStatement } from '@/lib/policy/edit/edit'
import { policyOf } from '@/lib/policy/test-policies'
import cases from './cases/risk-marks.json'
import type { Proposal } from './model'
import type { ProposedDocuments } from './proposal/proposed-documents'
import { RISK_KINDS, riskMarks } from './risk-marks'

const { accounts } = AccountsFile.parse(file)

const Policy = z.object({ Statement: z.array(z.record(z.string(), z.json())) })
const Case = z.object({
  name: z.string(),
  request: z.object({ account: z.string(), awsUserName: z.string(), action: z.string() }),
  statement: z.record(z.string(), z.json()).optional(),
  policy: z.object({ base: Policy.nullable(), draft: Policy }).optional(),
  /** The policy as it is, which the queue does not know and the page does. */
  now: Policy.optional(),
  marks: z.array(z.tuple([z.enum(RISK_KINDS), z.string()])),
})
type Case = z.infer<typeof Case>

function proposalOf({ statement, policy }: Case): Proposal | undefined {
  if (statement) return { kind: 'statement', statement: JSON.stringify(statement) }
  return (
    policy && {
      kind: 'policy',
      base: policy.base && JSON.stringify(policy.base),
      draft: JSON.stringify(policy.draft),
    }
  )
}

function changeOf({ statement, now }: Case): ProposedDocuments | undefined {
  const before = now && policyOf(now.Statement)
  if (!before) return undefined
  const isThere = !statement || before.statements.some((each) => sameStatement(each, statement))
  return { before, after: isThere ? before : addStatement(before, statement) }
}

describe('the risks a reviewer checks before granting', () => {
  it.each(z.array(Case).parse(cases))('$name', (each) => {
    const marks = riskMarks(
      { ...each.request, proposal: proposalOf(each) },
      { accounts, organizationIds: [] },
      changeOf(each),
    )
    expect(marks.map(({ kind }) => kind)).toEqual(each.marks.map(([kind]) => kind))
    for (const [index, [, words]] of each.marks.entries()) expect(marks[index]?.sentence).toContain(words)
  })
})
