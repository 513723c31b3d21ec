import type { KnownAccounts } from '@/lib/accounts/account-names'
import type { PrincipalField } from '@/lib/policy/form/field-principals'
import { KNOWN_SERVICES } from '@/lib/policy/words/principal-words'

type Option = { value: string; title: string; detail: string }

type OptionsProps = {
  id: string
  label: string
  options: readonly Option[]
  active: number
  take: (value: string) => void
}

const MOST_OPTIONS = 6

/** The list of a combobox; `optionId` gives the ID of each option. */
export function PrincipalOptions({ id, label, options, active, take }: OptionsProps) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label={label}
      tabIndex={-1}
      hidden={options.length === 0}
      className="absolute z-10 mt-1 w-full overflow-hidden rounded-control border border-hairline bg-page py-1 shadow-[var(--shadow)]"
    >
      {options.map(({ value, title, detail }, index) => (
        <div
          key={value}
          id={optionId(id, index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className="cursor-pointer px-3 py-1 aria-selected:bg-hover"
          onPointerDown={(event) => {
            // Before the field loses focus, which would close the list.
            event.preventDefault()
            take(value)
          }}
        >
          {title} <span className="font-mono text-xs text-text-2">{detail}</span>
        </div>
      ))}
    </div>
  )
}

export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`
}

/** Options whose name or value starts with the text first, then those that contain it. */
export function principalOptions(
  text: string,
  field: PrincipalField,
  accounts: KnownAccounts,
  taken: readonly string[],
): Option[] {
  const typed = text.trim().toLowerCase()
  const free = known(field, accounts).filter(({ value }) => !taken.includes(value))
  const starts = free.filter(
    ({ value, title }) => title.toLowerCase().startsWith(typed) || value.startsWith(typed),
  )
  const holds = free.filter(
    (option) => !starts.includes(option) && option.title.toLowerCase().includes(typed),
  )
  return [...starts, ...holds].slice(0, MOST_OPTIONS)
}

function known(field: PrincipalField, accounts: KnownAccounts): Option[] {
  return field === 'aws'
    ? accounts.map(({ id, name }) => ({ value: id, title: name, detail: id }))
    : KNOWN_SERVICES.map(({ service, name }) => ({ value: service, title: name, detail: service }))
}
