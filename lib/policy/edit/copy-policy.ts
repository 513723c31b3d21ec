import { accountWords, type KnownAccounts } from '@/lib/accounts/account-names'
import { besidesSid, nameOf, sidOf } from '@/lib/policy/compare/pairing'
import type { PolicyDocument } from '@/lib/policy/document'
import { uniqueSid } from '@/lib/policy/form/sid'
import type { JsonObject } from '@/lib/policy/json/json'
import { isObject } from '@/lib/policy/json/json-tree'
import { accountOf } from '@/lib/policy/principals'
import { readStatement, type Statement } from '@/lib/policy/statement'
import { addStatement } from './edit'

/** `add` appends the statements to the current ones, `instead` replaces the whole policy. */
export type CopyHow = 'add' | 'instead'

/** The accounts that own the source and the target repository. */
type CopyOwners = { from: string; to: string; accounts: KnownAccounts }

/** `notes` are sentences about statements that were not copied as they are. */
type PolicyCopy = { document: PolicyDocument; notes: string[] }

export function copyPolicy(
  present: PolicyDocument | undefined,
  source: PolicyDocument,
  how: CopyHow,
): PolicyCopy {
  if (how === 'instead' || !present) return { document: source, notes: [] }
  const there = new Set(present.statements.map(besidesSid))
  const added = source.statements.filter(isObject).filter((statement) => !there.has(besidesSid(statement)))
  const again = source.statements.length - added.length
  let document = present
  const notes: string[] = []
  for (const statement of added) {
    const named = withFreeSid(statement, document)
    document = addStatement(document, named)
    if (named !== statement)
      notes.push(`The name ${nameOf(statement)} is taken here, so the copy is called ${nameOf(named)}.`)
  }
  if (again > 0)
    notes.push(
      again === 1
        ? 'One statement is already here and is not added again.'
        : `${again} statements are already here and are not added again.`,
    )
  return { document, notes }
}

function withFreeSid(statement: JsonObject, { statements }: PolicyDocument): JsonObject {
  const sid = sidOf(statement)
  if (!sid) return statement
  const free = uniqueSid(
    sid,
    statements.flatMap((each) => sidOf(each) ?? []),
  )
  return free === sid ? statement : { ...statement, Sid: free }
}

/**
 * How the meaning of a copied policy changes, in sentences: the owner needs only its own IAM policies, and other accounts
 * need the repository policy as well.
 */
export function ownerNotes({ statements }: PolicyDocument, { from, to, accounts }: CopyOwners): string[] {
  if (from === to) return []
  const [theirs, ours] = [accountWords(from, accounts), accountWords(to, accounts)]
  const notes = statements.map(readStatement).flatMap((statement) => {
    const name = nameOf(statements[statement.index], statement.index)
    return [
      ...(mentions(statement, from)
        ? [
            `${name} refers to ${theirs}, which owns the other repository. Here it is a different account${lets(statement, from) ? ', so its own IAM policies must allow the same' : ''}.`,
          ]
        : []),
      ...(mentions(statement, to)
        ? [
            `${name} refers to ${ours}, which owns this repository. There it was a different account${lets(statement, to) ? '; here its own IAM policies are enough' : ''}.`,
          ]
        : []),
    ]
  })
  return [
    ...notes,
    `Users and roles of ${theirs} can use the other repository through their own IAM policies alone. That access isn’t part of the policy, so it isn’t copied.`,
  ]
}

function lets({ effect, notPrincipal, principals }: Statement, account: string): boolean {
  return effect === 'Allow' && !notPrincipal && principals.some((each) => accountOf(each) === account)
}

/** Whether a statement mentions an account, as a principal or in a condition, by its ID or in an ARN. */
function mentions({ principals, conditions }: Statement, account: string): boolean {
  return (
    principals.some((each) => accountOf(each) === account) ||
    conditions.some(({ values }) =>
      values.some((value) => value === account || value.split(':')[4] === account),
    )
  )
}
