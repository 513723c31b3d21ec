import { DiffLines } from '@/components/policy/policy-diff'
import type { KnownAccounts } from '@/lib/accounts/account-names'
import type { Activity } from '@/lib/audit/list-activity'
import { accessChanges } from '@/lib/policy/compare/access-change'
import { diffPolicies, isEmptyDiff } from '@/lib/policy/compare/diff'
import { type PolicyDocument, storedPolicy } from '@/lib/policy/document'
import { readStatements } from '@/lib/policy/statement'
import { statementSentence } from '@/lib/policy/words/sentences'

type ChangeProps = { record: Activity; accounts: KnownAccounts }

/** A policy change in words and as a diff; for a first sighting, the policy itself. */
export function PolicyChange({ record, accounts }: ChangeProps) {
  const after = storedPolicy(record.after)
  if (record.action === 'permissions.first-seen') return <Sentences document={after} accounts={accounts} />
  const before = storedPolicy(record.before)
  const diff = diffPolicies(before, after)
  if (isEmptyDiff(diff)) return null
  return (
    <>
      {record.repository !== null && (
        <p className="wrap-anywhere">
          {record.outcome !== 'done' && 'Intended change: '}
          {accessChanges(before, after, { owner: record.account ?? '', accounts }).summary}
        </p>
      )}
      <details>
        <summary className="w-fit text-link">Difference</summary>
        <section aria-label="Difference" className="mt-2 rounded-card border border-hairline">
          <DiffLines diff={diff} />
        </section>
      </details>
    </>
  )
}

function Sentences({
  document,
  accounts,
}: {
  document: PolicyDocument | undefined
  accounts: KnownAccounts
}) {
  if (!document) return <p>There was no policy.</p>
  return (
    <ul className="list-disc pl-5 wrap-anywhere">
      {readStatements(document.statements).map((statement) => (
        <li key={statement.index}>{statementSentence(statement, accounts)}</li>
      ))}
    </ul>
  )
}
