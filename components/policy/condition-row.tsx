import { Button } from '@/components/ui/button'
import { Input, Select, TextBox } from '@/components/ui/control'
import { Field, TextField } from '@/components/ui/field'
import { type Guided, guidedFor } from '@/lib/policy/form/guided-conditions'
import { OPERATORS } from '@/lib/policy/operators'
import type { Condition } from '@/lib/policy/statement'

type RowProps = {
  id: string
  condition: Condition
  error: string | undefined
  onChange: (condition: Condition) => void
  /** On blur, after which problems are shown. */
  onLeave: () => void
  onRemove: () => void
}

/** A guided condition only asks for its values; any other has a key, an operator and values. */
export function ConditionRow(props: RowProps) {
  const guided = guidedFor(props.condition)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2">
      {guided ? <GuidedCondition {...props} guided={guided} /> : <FreeCondition {...props} />}
      <Button
        small
        aria-label={`Remove the condition ${guided?.name ?? props.condition.key}`}
        onClick={props.onRemove}
      >
        Remove
      </Button>
    </div>
  )
}

/** These values never contain spaces or commas, so several fit on one line. */
function GuidedCondition({ id, condition, error, guided, onChange, onLeave }: RowProps & { guided: Guided }) {
  const set = (values: string[]) => onChange({ ...condition, values })
  return (
    <TextField
      id={id}
      label={guided.name}
      value={condition.values.join(' ')}
      placeholder={guided.example}
      autoFocus={condition.values.length === 0}
      className="font-mono"
      onChange={(event) => set(event.target.value.split(/[\s,;]+/))}
      onBlur={() => {
        onLeave()
        set(condition.values.filter((value) => value !== ''))
      }}
      error={error}
      help={`${guided.help} Separate several values with spaces; one of them has to match.`}
    />
  )
}

function FreeCondition({ id, condition, error, onChange, onLeave }: RowProps) {
  const { operator, key, values } = condition
  const set = (changes: Partial<Condition>) => onChange({ ...condition, ...changes })
  return (
    <Field id={id} label="Condition" error={error} help="One value per line; one of them has to match.">
      <div className="grid gap-2 sm:grid-cols-[1fr_1fr_1.4fr]">
        <Input
          id={id}
          aria-label="Condition key"
          aria-invalid={error ? true : undefined}
          aria-describedby={`${error ? `${id}-error ` : ''}${id}-help`}
          placeholder="aws:PrincipalTag/team"
          value={key}
          autoFocus={key === ''}
          className="min-w-0 font-mono"
          onChange={(event) => set({ key: event.target.value })}
        />
        <Select
          aria-label="Condition operator"
          value={operator}
          className="min-w-0"
          onChange={(event) => set({ operator: event.target.value })}
        >
          {!OPERATORS.includes(operator) && <option>{operator}</option>}
          {OPERATORS.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </Select>
        <TextBox
          aria-label="Condition values, one per line"
          value={values.join('\n')}
          rows={Math.max(1, values.length)}
          spellCheck={false}
          className="min-h-8! min-w-0 font-mono"
          onChange={(event) => set({ values: event.target.value.split('\n') })}
          onBlur={() => {
            onLeave()
            set({ values: values.filter((value) => value.trim() !== '') })
          }}
        />
      </div>
    </Field>
  )
}
