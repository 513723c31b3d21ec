import { useState } from 'react'
import { TextField } from '@/components/ui/field'
import type { Registry } from '@/lib/accounts/registry'
import { repositoryArn } from '@/lib/repositories/reference'

type FieldProps = {
  /** Patterns of ARNs. */
  resources: readonly string[]
  registry: Registry
  error: string | undefined
  onChange: (resources: string[]) => void
  onLeave: () => void
}

/** For which repositories a statement of a registry’s policy is, by name. What isn’t a name here stays an ARN. */
export function ResourceField({ resources, registry, error, onChange, onLeave }: FieldProps) {
  const prefix = repositoryArn({ ...registry, name: '' })
  const shown = resources.map((arn) => (arn.startsWith(prefix) ? arn.slice(prefix.length) : arn)).join(', ')
  const [typed, setTyped] = useState(shown)

  function change(text: string) {
    setTyped(text)
    const names = text.split(/[\s,]+/).filter((name) => name !== '')
    onChange(names.map((name) => (name === '*' || name.startsWith('arn:') ? name : `${prefix}${name}`)))
  }

  return (
    <TextField
      id="resources"
      label="Repositories"
      value={typed}
      className="font-mono"
      autoCapitalize="off"
      spellCheck={false}
      onChange={(event) => change(event.target.value)}
      onBlur={onLeave}
      error={error}
      help="Names, separated by commas. * stands for any characters: cwp/* is every repository that begins with cwp/, and * alone is every repository in this registry."
    />
  )
}
