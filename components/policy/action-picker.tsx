'use client'

import { useState } from 'react'
import { Segments } from '@/components/ui/segments'
import {
  canonicalAction,
  expandActions,
  REPOSITORY_ACTIONS,
  REPOSITORY_ACTIONS_BY_LEVEL,
  shortAction,
} from '@/lib/policy/actions'
import { PRESETS, type Preset, presetOf } from '@/lib/policy/presets'

type PickerProps = {
  actions: readonly string[]
  error: string | undefined
  onChange: (actions: string[]) => void
}

const CHOICES = [
  ['pull', 'Pull only'],
  ['push-pull', 'Push and pull'],
  ['all', 'All actions'],
  ['choose', 'Choose actions'],
] as const

/** The console's presets first; behind them every action that a repository policy can hold, by access level. */
export function ActionPicker({ actions, error, onChange }: PickerProps) {
  const preset = presetOf(actions)
  const [choosing, setChoosing] = useState(preset === undefined)
  const shown = choosing || preset === undefined ? 'choose' : preset

  function choose(choice: Preset | 'choose') {
    setChoosing(choice === 'choose')
    if (choice !== 'choose') onChange([...PRESETS[choice].actions])
  }

  return (
    <div id="actions" tabIndex={-1} className="grid gap-2">
      <span className="font-medium">May</span>
      <div>
        <Segments label="Actions" value={shown} options={CHOICES} onChange={choose} />
      </div>
      {error && <p className="text-xs text-error">{error}</p>}
      {shown === 'choose' ? (
        <ActionList actions={actions} onChange={onChange} />
      ) : (
        <p className="text-xs text-text-2">
          {PRESETS[shown].title}: {actions.map(shortAction).join(', ')}
        </p>
      )}
    </div>
  )
}

function ActionList({
  actions,
  onChange,
}: {
  actions: readonly string[]
  onChange: (actions: string[]) => void
}) {
  const [search, setSearch] = useState('')
  const included = new Set(expandActions(actions))
  // Wildcards, and what is no action of a repository: kept as found, and removable.
  const others = actions.filter((action) => !REPOSITORY_ACTIONS.includes(canonicalAction(action) ?? ''))
  const typed = search.trim().toLowerCase()

  function toggle(action: string, on: boolean) {
    onChange(
      on ? [...actions, action] : actions.filter((each) => each.toLowerCase() !== action.toLowerCase()),
    )
  }

  return (
    <div className="grid gap-2 rounded-control border border-hairline p-3">
      <input
        type="search"
        aria-label="Find an action"
        placeholder="Find an action"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        className="h-8 rounded-control border border-control bg-page px-2.5"
      />
      {others.length > 0 && (
        <p className="text-xs text-text-2">
          {others.map((pattern) => (
            <span key={pattern} className="mr-3">
              <code>{pattern}</code> covers {expandActions([pattern]).length} actions{' '}
              <button type="button" className="text-link underline" onClick={() => toggle(pattern, false)}>
                Remove
              </button>
            </span>
          ))}
        </p>
      )}
      <div className="grid max-h-80 gap-3 overflow-y-auto">
        {Object.entries(REPOSITORY_ACTIONS_BY_LEVEL).map(([level, all]) => {
          const matching = all.filter((action) => action.toLowerCase().includes(typed))
          if (matching.length === 0) return null
          return (
            <fieldset key={level}>
              <legend className="text-xs text-text-2">{level}</legend>
              <div className="grid gap-x-4 sm:grid-cols-2">
                {matching.map((action) => {
                  const byPattern =
                    included.has(action) &&
                    !actions.some((each) => each.toLowerCase() === action.toLowerCase())
                  return (
                    <label key={action} className="flex items-center gap-2 py-0.5">
                      <input
                        type="checkbox"
                        checked={included.has(action)}
                        disabled={byPattern}
                        onChange={(event) => toggle(action, event.target.checked)}
                      />
                      <code className="text-xs break-all">{shortAction(action)}</code>
                    </label>
                  )
                })}
              </div>
            </fieldset>
          )
        })}
      </div>
    </div>
  )
}
