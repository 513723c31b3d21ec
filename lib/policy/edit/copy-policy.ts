import { accountWords, type KnownAccounts } from '@/lib/accounts/account-names'
import { besidesSid, nameOf, sidOf } from '@/lib/policy/compare/pairing'
import type { PolicyDocument } from '@/lib/policy/document'
import { uniqueSid } from '@/lib/policy/form/sid'
import type { JsonObject } from '@/lib/policy/json/json'
import { isObject } from '@/lib/policy/json/json-tree'
import { accountOf } from '@/lib/policy/principals'
import { readStatement, type Statement } from '@/lib/policy/statement'
import { addStatement } from './edit'

/** `add` puts the statements behind the present ones, `instead` the whole policy in the place of the present one. */
export type CopyHow = 'add' | 'instead'

/** The account from whose repository is copied, and the one into whose repository. */
type CopyOwners = { from: string; to: string; accounts: KnownAccounts }

/** `notes` says in sentences which statements were not taken as they are. */
type PolicyCopy = { document: PolicyDocument; notes: string[] }

/** The policy of another repository on top of the present one, or in its place. */
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
      notes.push(`${nameOf(statement)} is taken here, so the copy is called ${nameOf(named)}.`)
  }
  if (again > 0)
    notes.push(
      again === 1
        ? 'One statement stands here already and is not added again.'
        : `${again} statements stand here already and are not added again.`,
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
 * What a copied policy means otherwise, in sentences: an owner is let in by its own IAM policies, and others need the
 * repository’s policy, too.
 */
export function ownerNotes({ statements }: PolicyDocument, { from, to, accounts }: CopyOwners): string[] {
  if (from === to) return []
  const [theirs, ours] = [accountWords(from, accounts), accountWords(to, accounts)]
  const notes = statements.map(readStatement).flatMap((statement) => {
    const name = nameOf(statements[statement.index], statement.index)
    return [
      ...(mentions(statement, from)
        ? [
            `${name} names ${theirs}, which owns the other repository. Here it is another account${lets(statement, from) ? ' and must allow the same in its own IAM policies, too' : ''}.`,
          ]
        : []),
      ...(mentions(statement, to)
        ? [
            `${name} names ${ours}, which owns this repository. There it was another account${lets(statement, to) ? '; here its own IAM policies are enough' : ''}.`,
          ]
        : []),
    ]
  })
  return [
    ...notes,
    `Users and roles of ${theirs} reach the other repository by their own IAM policies alone. That stands in no policy, so it is not copied.`,
  ]
}

function lets({ effect, notPrincipal, principals }: Statement, account: string): boolean {
  return effect === 'Allow' && !notPrincipal && principals.some((each) => accountOf(each) === account)
}

/** Whether an account is named, as a principal or in a condition, by its number or in an ARN. */
function mentions({ principals, conditions }: Statement, account: string): boolean {
  return (
    principals.some((each) => accountOf(each) === account) ||
    conditions.some(({ values }) =>
      values.some((value) => value === account || value.split(':')[4] === account),
    )
  )
}
