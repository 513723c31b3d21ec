import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/control'
import {
  actionMatches,
  canonicalAction,
  expandActions,
  isWildcard,
  REPOSITORY_ACTIONS,
  REPOSITORY_ACTIONS_BY_LEVEL,
  shortAction,
} from '@/lib/policy/actions'

type ListProps = { actions: readonly string[]; onChange: (actions: string[]) => void }

/** Every action that a repository policy can grant, by access level, with what wildcards cover; searchable. */
export function ActionList({ actions, onChange }: ListProps) {
  const [search, setSearch] = useState('')
  const typed = search.trim()
  const found = REPOSITORY_ACTIONS.filter((action) => isFound(action, typed))
  const pattern = typed.startsWith('ecr:') ? typed : `ecr:${typed}`
  const isNew = isWildcard(typed) && !actions.includes(pattern) && expandActions([pattern]).length > 0

  function toggle(action: string, on: boolean) {
    onChange(
      on ? [...actions, action] : actions.filter((each) => each.toLowerCase() !== action.toLowerCase()),
    )
  }

  return (
    <div className="grid gap-2 rounded-control border border-hairline p-3">
      <Input
        type="search"
        aria-label="Find an action"
        placeholder="Find an action, or type a wildcard such as ecr:Get*"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          // Enter in the search accepts the offer; it does not save the form.
          event.preventDefault()
          if (isNew) toggle(pattern, true)
        }}
      />
      <p className="flex flex-wrap items-center gap-2 text-xs text-text-2">
        <span aria-live="polite">
          {expandActions(actions).length} of {REPOSITORY_ACTIONS.length} selected
          {typed !== '' && `, ${found.length} found`}
        </span>
        {isNew && (
          <Button small onClick={() => toggle(pattern, true)}>
            Add {pattern} as a wildcard
          </Button>
        )}
      </p>
      <Others actions={actions} remove={(action) => toggle(action, false)} />
      <div className="grid max-h-80 gap-3 overflow-y-auto">
        {Object.entries(REPOSITORY_ACTIONS_BY_LEVEL).map(([level, all]) => (
          <Level
            key={level}
            name={level}
            shown={all.filter((action) => found.includes(action))}
            actions={actions}
            toggle={toggle}
          />
        ))}
      </div>
    </div>
  )
}

function isFound(action: string, typed: string): boolean {
  return isWildcard(typed)
    ? actionMatches(typed.startsWith('ecr:') ? typed : `ecr:${typed}`, action)
    : action.toLowerCase().includes(typed.toLowerCase())
}

/** Wildcards, and anything that isn't a repository action: kept as they are, and removable. */
function Others({ actions, remove }: { actions: readonly string[]; remove: (action: string) => void }) {
  const others = actions.filter((action) => !REPOSITORY_ACTIONS.includes(canonicalAction(action) ?? ''))
  if (others.length === 0) return null
  return (
    <ul className="grid gap-1 text-xs text-text-2">
      {others.map((pattern) => (
        <li key={pattern} className="break-words">
          <code className="break-all">{pattern}</code> {coverage(pattern)}{' '}
          <button
            type="button"
            aria-label={`Remove ${pattern}`}
            className="text-link underline"
            onClick={() => remove(pattern)}
          >
            Remove
          </button>
        </li>
      ))}
    </ul>
  )
}

function coverage(pattern: string): string {
  const covered = expandActions([pattern]).map(shortAction)
  if (covered.length === 0) return 'is not a repository action and has no effect here.'
  return `covers ${covered.length === REPOSITORY_ACTIONS.length ? `all ${covered.length} actions` : covered.join(', ')}.`
}

type LevelProps = {
  name: string
  shown: readonly string[]
  actions: readonly string[]
  toggle: (action: string, on: boolean) => void
}

function Level({ name, shown, actions, toggle }: LevelProps) {
  if (shown.length === 0) return null
  return (
    <fieldset>
      <legend className="text-xs text-text-2">{name}</legend>
      <div className="grid gap-x-4 sm:grid-cols-2">
        {shown.map((action) => {
          const isNamed = actions.some((each) => each.toLowerCase() === action.toLowerCase())
          const pattern = isNamed ? undefined : actions.find((each) => actionMatches(each, action))
          return (
            <label key={action} className="flex items-center gap-2 py-0.5">
              <input
                type="checkbox"
                checked={isNamed || pattern !== undefined}
                disabled={pattern !== undefined}
                onChange={(event) => toggle(action, event.target.checked)}
              />
              <code className="text-xs wrap-anywhere">
                {shortAction(action)}
                {pattern && <span className="text-text-2"> via {pattern}</span>}
              </code>
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}
