import { SelectField, TextField } from '@/components/ui/field'
import { excludesTags, TagMutabilityInput } from '@/lib/repositories/create-input'

const NAMES: Record<TagMutabilityInput, string> = {
  MUTABLE: 'Mutable: tags can be overwritten',
  IMMUTABLE: 'Immutable: tags can’t be overwritten',
  MUTABLE_WITH_EXCLUSION: 'Mutable, with exceptions',
  IMMUTABLE_WITH_EXCLUSION: 'Immutable, with exceptions',
}

type MutabilityProps = {
  value: string
  filters: string
  error: string | undefined
  disabled?: boolean
  onValue: (value: TagMutabilityInput) => void
  onFilters: (filters: string) => void
}

/** ECR's four values of tag mutability, with the filters that two of them need. */
export function MutabilityField({ value, filters, error, disabled, onValue, onFilters }: MutabilityProps) {
  return (
    <>
      <SelectField
        id="mutability"
        label="Image tags"
        value={value}
        disabled={disabled}
        onChange={(event) => {
          const chosen = TagMutabilityInput.safeParse(event.target.value)
          if (chosen.success) onValue(chosen.data)
        }}
        help="Whether an existing tag can be moved to a new image."
      >
        {Object.entries(NAMES).map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
        {!(value in NAMES) && <option value={value}>{value}</option>}
      </SelectField>
      {excludesTags(value) && (
        <TextField
          id="exclusionFilters"
          label="Except tags that match"
          value={filters}
          disabled={disabled}
          onChange={(event) => onFilters(event.target.value)}
          error={error}
          className="font-mono"
          help="Up to five, separated by commas. * matches any characters, for example latest, dev-*."
        />
      )}
    </>
  )
}
