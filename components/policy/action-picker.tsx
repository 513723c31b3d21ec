'use client'

import { useState } from 'react'
import { Segments } from '@/components/ui/segments'
import { expandActions, shortAction } from '@/lib/policy/actions'
import { PRESETS, type Preset, presetOf } from '@/lib/policy/presets'
import { ActionList } from './action-list'

type PickerProps = {
  actions: readonly string[]
  error: string | undefined
  onChange: (actions: string[]) => void
}

const CHOICES: readonly (readonly [Preset | 'choose', string])[] = [
  ['pull', PRESETS.pull.title],
  ['push-pull', PRESETS['push-pull'].title],
  ['all', PRESETS.all.title],
  ['choose', 'Choose actions'],
]

/** The console's presets first, then every action that a repository policy can grant, by access level. */
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
      <span className="font-medium">Actions</span>
      <div>
        <Segments label="Actions" value={shown} options={CHOICES} onChange={choose} />
      </div>
      {error && <p className="text-xs text-error">{error}</p>}
      {shown === 'choose' ? (
        <ActionList actions={actions} onChange={onChange} />
      ) : (
        <p className="text-xs text-text-2">
          {expandActions(actions).length} actions: {expandActions(actions).map(shortAction).join(', ')}
        </p>
      )}
    </div>
  )
}
