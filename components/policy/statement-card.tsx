import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import type { KnownAccounts } from '@/lib/accounts/account-names'
import { shortAction } from '@/lib/policy/actions'
import { type PolicyOf, toForm } from '@/lib/policy/form/form'
import type { Json } from '@/lib/policy/json/json'
import { readStatement } from '@/lib/policy/statement'
import { statementSentence } from '@/lib/policy/words/sentences'
import { shownText, visibleJson } from '@/lib/text/quoted'

type CardProps = {
  value: Json
  index: number
  accounts: KnownAccounts
  /** Absent if the statement can't be changed now. */
  onEdit?: () => void
  onRemove?: () => void
  policyOf?: PolicyOf
  /** What else there is to say of it. */
  note?: ReactNode
}

const MOST_ACTIONS = 7

/** One statement as a sentence, with its elements. A statement that the form can't show is read-only, and says why. */
export function StatementCard({ value, index, accounts, policyOf, onEdit, onRemove, note }: CardProps) {
  const statement = readStatement(value, index)
  const reading = toForm(value, policyOf)
  const name = shownText(statement.sid || `Statement ${index + 1}`)
  const more = statement.actions.length - MOST_ACTIONS
  return (
    <article aria-label={name} className="grid gap-2 rounded-card border border-hairline px-4 py-3.5">
      <div className="flex flex-wrap items-start gap-2">
        <h3 className="min-w-0 font-mono font-semibold break-words">{name}</h3>
        {!statement.sid && <Badge>no name</Badge>}
        <Badge tone={statement.effect === 'Deny' ? 'error' : 'ok'}>{statement.effect ?? 'no effect'}</Badge>
        <span className="ml-auto flex gap-1.5">
          {onEdit && reading.ok && (
            <Button small onClick={onEdit} aria-label={`Edit ${name}`}>
              Edit
            </Button>
          )}
          {onRemove && (
            <Button small onClick={onRemove} aria-label={`Remove ${name}`}>
              Remove
            </Button>
          )}
        </span>
      </div>
      <p className="text-base break-words">{statementSentence(statement, accounts)}</p>
      <p className="flex flex-wrap gap-1">
        {statement.notAction && <span className="text-text-2">all except</span>}
        {statement.actions.slice(0, MOST_ACTIONS).map((action) => (
          <code key={action} className="rounded border border-hairline bg-raised px-1.5 text-xs break-all">
            {shortAction(action)}
          </code>
        ))}
        {more > 0 && (
          <span
            className="text-xs text-text-2"
            title={statement.actions.slice(MOST_ACTIONS).map(shortAction).join(', ')}
          >
            +{more}
          </span>
        )}
      </p>
      {note}
      {onEdit && !reading.ok && (
        <p className="text-xs text-text-2">
          This statement can only be edited as JSON. {reading.reasons.join(' ')}
        </p>
      )}
      <details>
        <summary className="w-fit text-xs text-link">JSON</summary>
        <pre className="mt-1.5 overflow-x-auto rounded-control bg-raised p-2.5 text-xs">
          {visibleJson(JSON.stringify(value, undefined, 2))}
        </pre>
      </details>
    </article>
  )
}
