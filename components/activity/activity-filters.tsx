import { Button } from '@/components/ui/button'
import { Input, Select } from '@/components/ui/control'
import { LINK, TextLink } from '@/components/ui/text-link'
import type { ActivityParameters } from '@/lib/audit/activity-parameters'
import { paths } from '@/lib/paths'
import { ACTIONS, ENDINGS } from './activity-words'

type FiltersProps = { filters: Omit<ActivityParameters, 'before'>; filtered: boolean }

/** The list's filters, and the same set as a file. The address is the state, so a new one resets the form. */
export function ActivityFilters({ filters, filtered }: FiltersProps) {
  const { text, action, outcome } = filters
  return (
    <form
      key={JSON.stringify(filters)}
      className="mb-4 flex flex-wrap items-center gap-2"
      action={paths.activity()}
      autoComplete="off"
    >
      <Input
        name="text"
        defaultValue={text}
        aria-label="Person or repository contains"
        placeholder="Person or repository contains"
        maxLength={300}
        className="w-64 max-w-full"
      />
      <Select name="action" defaultValue={action} aria-label="Action">
        <option value="">All actions</option>
        {ACTIONS.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </Select>
      <Select name="outcome" defaultValue={outcome ?? ''} aria-label="Outcome">
        <option value="">Any outcome</option>
        <option value="done">done</option>
        {Object.entries(ENDINGS).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </Select>
      <Button type="submit">Filter</Button>
      {filtered && <TextLink href={paths.activity()}>Clear</TextLink>}
      <span className="ml-auto flex gap-2">
        <a className={LINK} href={paths.activityExport('csv', filters)} download aria-label="Export as CSV">
          CSV
        </a>
        <a className={LINK} href={paths.activityExport('json', filters)} download aria-label="Export as JSON">
          JSON
        </a>
      </span>
    </form>
  )
}
