import type { Account } from '@/lib/accounts/model'
import type { RepositoryQuery } from '@/lib/inventory/query'

type Option = [value: string, name: string]

const MUTABILITY: Option[] = [
  ['MUTABLE', 'Mutable'],
  ['IMMUTABLE', 'Immutable'],
  ['MUTABLE_WITH_EXCLUSION', 'Mutable, with exclusions'],
  ['IMMUTABLE_WITH_EXCLUSION', 'Immutable, with exclusions'],
]

/** The filters of the list, as native selects; their names are the address's parameters. */
export function FilterSelects({ query, accounts }: { query: RepositoryQuery; accounts: readonly Account[] }) {
  const unique = (values: string[]): Option[] => [...new Set(values)].sort().map((value) => [value, value])
  return (
    <div className="flex flex-wrap gap-2">
      <Filter
        name="account"
        label="Account"
        value={query.account}
        options={accounts.map(({ id, name }) => [id, name])}
      />
      <Filter
        name="region"
        label="Region"
        value={query.region}
        options={unique(accounts.flatMap(({ regions }) => regions))}
      />
      <Filter
        name="organisation"
        label="Organisation"
        value={query.organisation}
        options={unique(accounts.flatMap(({ organisations }) => organisations))}
      />
      <Filter
        name="active"
        label="Accounts"
        value={query.active}
        options={[
          ['yes', 'Active'],
          ['no', 'Not active'],
        ]}
      />
      <Filter name="mutability" label="Tags" value={query.mutability} options={MUTABILITY} />
      <Filter
        name="scan"
        label="Scan on push"
        value={query.scan}
        options={[
          ['yes', 'On'],
          ['no', 'Off'],
        ]}
      />
      <Filter
        name="sort"
        label="Order"
        any="Best match"
        value={query.sort === 'relevance' ? undefined : query.sort}
        options={[
          ['name', 'Name'],
          ['newest', 'Newest first'],
        ]}
      />
    </div>
  )
}

function Filter(props: {
  name: string
  label: string
  value: string | undefined
  options: Option[]
  any?: string
}) {
  return (
    <label className="flex items-center gap-1.5 text-xs text-text-2">
      {props.label}
      <select
        name={props.name}
        defaultValue={props.value ?? ''}
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
