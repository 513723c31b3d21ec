import { Empty } from '@/components/ui/empty'
import type { KnownAccounts } from '@/lib/accounts/account-names'
import type { PolicyDocument } from '@/lib/policy/document'
import { StatementCard } from './statement-card'

type ListProps = {
  document: PolicyDocument | undefined
  accounts: KnownAccounts
  /** Absent while a change is in progress, so that it isn't lost. */
  edit?: (index: number) => void
  remove?: (index: number) => void
}

export function StatementList({ document, accounts, edit, remove }: ListProps) {
  if (!document || document.statements.length === 0)
    return (
      <Empty title="No policy">
        <p className="text-text-2">
          Only users and roles of the repository’s own account can use it, as far as their own IAM policies
          allow.
        </p>
      </Empty>
    )
  return (
    <section aria-labelledby="statements" className="grid gap-3">
      <h2 id="statements" className="sr-only">
        Statements
      </h2>
      {document.statements.map((statement, index) => (
        <StatementCard
          // biome-ignore lint/suspicious/noArrayIndexKey: statements may be alike in everything but their position
          key={index}
          value={statement}
          index={index}
          accounts={accounts}
          {...(edit && { onEdit: () => edit(index) })}
          {...(remove && { onRemove: () => remove(index) })}
        />
      ))}
    </section>
  )
}
