'use client'

import { Button } from '@/components/ui/button'
import { OPERATORS } from '@/lib/policy/operators'
import type { Condition } from '@/lib/policy/statement'

type FieldsProps = { conditions: readonly Condition[]; onChange: (conditions: Condition[]) => void }

/** The conditions that are worth having at hand, under the names people know them by. */
const GUIDED: readonly { name: string; condition: Condition }[] = [
  {
    name: 'Only from an organisation',
    condition: { operator: 'StringEquals', key: 'aws:PrincipalOrgID', values: [] },
  },
  {
    name: 'Only for a source account',
    condition: { operator: 'StringEquals', key: 'aws:SourceAccount', values: [] },
  },
  { name: 'Only for a source ARN', condition: { operator: 'ArnLike', key: 'aws:SourceArn', values: [] } },
  {
    name: 'Only from an address range',
    condition: { operator: 'IpAddress', key: 'aws:SourceIp', values: [] },
  },
  { name: 'Another condition', condition: { operator: 'StringEquals', key: '', values: [] } },
]

const INPUT = 'h-8 min-w-0 rounded-control border border-control bg-page px-2 font-mono text-xs'

/** Key, operator and values; all conditions must hold, and of the values of one any. */
export function ConditionFields({ conditions, onChange }: FieldsProps) {
  const change = (at: number, changes: Partial<Condition>) =>
    onChange(conditions.map((condition, index) => (index === at ? { ...condition, ...changes } : condition)))
  return (
    <details open={conditions.length > 0 || undefined} className="grid gap-2">
      <summary className="w-fit text-link">Conditions (optional)</summary>
      <div className="mt-2 grid gap-3">
        {conditions.map((condition, at) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no identity but its place
            key={at}
            className="grid items-center gap-2 sm:grid-cols-[1fr_1fr_1.4fr_auto]"
          >
            <input
              aria-label="Condition key"
              placeholder="aws:PrincipalOrgID"
              value={condition.key}
              spellCheck={false}
              onChange={(event) => change(at, { key: event.target.value })}
              className={INPUT}
            />
            <select
              aria-label="Condition operator"
              value={condition.operator}
              onChange={(event) => change(at, { operator: event.target.value })}
              className={INPUT}
            >
              {!OPERATORS.includes(condition.operator) && <option>{condition.operator}</option>}
              {OPERATORS.map((operator) => (
                <option key={operator}>{operator}</option>
              ))}
            </select>
            <input
              aria-label="Condition values, separated by commas"
              placeholder="o-a1b2c3d4e5"
              value={condition.values.join(', ')}
              spellCheck={false}
              onChange={(event) => change(at, { values: event.target.value.split(/,\s*/) })}
              className={INPUT}
            />
            <Button small onClick={() => onChange(conditions.filter((_, index) => index !== at))}>
              Remove
            </Button>
          </div>
        ))}
        <div className="flex flex-wrap gap-2">
          {GUIDED.map(({ name, condition }) => (
            <Button key={name} small onClick={() => onChange([...conditions, condition])}>
              {name}
            </Button>
          ))}
        </div>
      </div>
    </details>
  )
}
