'use client'

import { Button } from '@/components/ui/button'
import type { FormFinding } from '@/lib/policy/form/form-check'
import { GUIDED } from '@/lib/policy/form/guided-conditions'
import type { Condition } from '@/lib/policy/statement'
import { ConditionRow } from './condition-row'

type FieldsProps = {
  conditions: readonly Condition[]
  findings: readonly FormFinding[]
  onLeave: () => void
  onChange: (conditions: Condition[]) => void
}

const OFFERED = [
  ...GUIDED.map(({ name, operator, key }) => ({ name, condition: { operator, key, values: [] } })),
  { name: 'Other condition', condition: { operator: 'StringEquals', key: '', values: [] } },
]

/** Every condition has to be true, for any one of its values. */
export function ConditionFields({ conditions, findings, onLeave, onChange }: FieldsProps) {
  return (
    <details id="conditions" tabIndex={-1} open={conditions.length > 0 || undefined} className="grid gap-2">
      <summary className="w-fit text-link">Conditions (optional)</summary>
      <div className="mt-2 grid gap-4">
        {conditions.map((condition, at) => (
          <ConditionRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no identity but its position
            key={at}
            id={`condition-${at}`}
            condition={condition}
            error={findings.find(({ index }) => index === at)?.message}
            onLeave={onLeave}
            onChange={(changed) => onChange(conditions.map((each, index) => (index === at ? changed : each)))}
            onRemove={() => onChange(conditions.filter((_, index) => index !== at))}
          />
        ))}
        <div className="flex flex-wrap items-center gap-2">
          <span className="text-text-2">Add a condition</span>
          {OFFERED.map(({ name, condition }) => (
            <Button key={name} small onClick={() => onChange([...conditions, condition])}>
              {name}
            </Button>
          ))}
        </div>
      </div>
    </details>
  )
}
