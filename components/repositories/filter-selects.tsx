import { memo } from 'react'
import type { AccountTag } from '@/lib/accounts/model'

type Option = [value: string, name: string]

const MUTABILITY: Option[] = [
  ['MUTABLE', 'Mutable'],
  ['IMMUTABLE', 'Immutable'],
  ['MUTABLE_WITH_EXCLUSION', 'Mutable, with exclusions'],
  ['IMMUTABLE_WITH_EXCLUSION', 'Immutable, with exclusions'],
]

type FiltersProps = { address: string; accounts: readonly AccountTag[] }

/** The list's filters as native selects, named after the address's parameters. */
export const FilterSelects = memo(function FilterSelects({ address, accounts }: FiltersProps) {
  const parameters = new URLSearchParams(address)
  const chosen = (name: string) => parameters.get(name) ?? ''
  const unique = (values: string[]): Option[] => [...new Set(values)].sort().map((value) => [value, value])
  return (
    <div className="flex flex-wrap gap-2">
      <Filter
        name="account"
        label="Account"
        value={chosen('account')}
        options={accounts.map(({ id, name }) => [id, name])}
      />
      <Filter
        name="region"
        label="Region"
        value={chosen('region')}
        options={unique(accounts.flatMap(({ regions }) => regions))}
      />
      <Filter
        name="organisation"
        label="Organisation"
        value={chosen('organisation')}
        options={unique(accounts.flatMap(({ organisations }) => organisations))}
      />
      <Filter
        name="active"
        label="Accounts"
        value={chosen('active')}
        options={[
          ['yes', 'Active'],
          ['no', 'Not active'],
        ]}
      />
      <Filter name="mutability" label="Tags" value={chosen('mutability')} options={MUTABILITY} />
      <Filter
        name="scan"
        label="Scan on push"
        value={chosen('scan')}
        options={[
          ['yes', 'On'],
          ['no', 'Off'],
        ]}
      />
      <Filter
        name="sort"
        label="Order"
        any="Best match"
        value={chosen('sort')}
        options={[
          ['name', 'Name'],
          ['newest', 'Newest first'],
        ]}
      />
    </div>
  )
})

function Filter(props: { name: string; label: string; value: string; options: Option[]; any?: string }) {
  return (
    <label className="flex items-center gap-1.5 text-xs text-text-2">
      {props.label}
      <select
        name={props.name}
        defaultValue={props.value}
        className="h-8 max-w-44 rounded-control border border-control bg-page px-2 text-sm text-text has-[option:not([value='']):checked]:border-accent"
      >
        <option value="">{props.any ?? 'All'}</option>
        {props.options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
