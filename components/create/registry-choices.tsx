import { Badge } from '@/components/ui/badge'
import { type Registry, registryKey } from '@/lib/accounts/registry'

export type RegistryChoice = Registry & {
  accountName: string
  environment: string
  /** Why this person may not create here; undefined when they may. */
  refusal: string | undefined
}

type ChoicesProps = {
  choices: readonly RegistryChoice[]
  chosen: readonly string[]
  error: string | undefined
  onChange: (chosen: string[]) => void
}

/** Account and region, several at once. Where the person may not create, the reason stands beside it. */
export function RegistryChoices({ choices, chosen, error, onChange }: ChoicesProps) {
  return (
    <fieldset className="grid gap-1" aria-describedby={error ? 'registries-error' : undefined}>
      <legend className="mb-1 font-medium">Account and region</legend>
      {error && (
        <p id="registries-error" className="text-xs text-error">
          <span className="sr-only">Error: </span>
          {error}
        </p>
      )}
      {choices.map((choice, index) => {
        const key = registryKey(choice)
        return (
          <label key={key} className="flex items-start gap-2 py-0.5">
            <input
              id={index === 0 ? 'registries' : undefined}
              type="checkbox"
              className="mt-0.5"
              checked={chosen.includes(key)}
              disabled={choice.refusal !== undefined}
              onChange={(event) =>
                onChange(event.target.checked ? [...chosen, key] : chosen.filter((each) => each !== key))
              }
            />
            <span className={`min-w-0 ${choice.refusal ? 'text-text-2' : ''}`}>
              {choice.accountName} <span className="font-mono text-xs text-text-2">{choice.account}</span> ·{' '}
              {choice.region}{' '}
              <Badge tone={choice.environment === 'prod' ? 'strong' : 'plain'}>{choice.environment}</Badge>
              {choice.refusal && choices[index - 1]?.refusal !== choice.refusal && (
                <span className="block text-xs">{choice.refusal}</span>
              )}
            </span>
          </label>
        )
      })}
    </fieldset>
  )
}
