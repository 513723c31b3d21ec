import { AccessLink } from '@/components/access/access-link'
import { Badge } from '@/components/ui/badge'
import { registryKey } from '@/lib/accounts/registry'
import type { RegistryChoice } from './registry-choice'

import { creationPrefill } from './request-creation'

type ChoicesProps = {
  /** The name being created, for a request where the person may not create it. */
  name: string
  choices: readonly RegistryChoice[]
  chosen: readonly string[]
  error: string | undefined
  onChange: (chosen: string[]) => void
}

/** Accounts and regions, several at once. Where the person may not create, the reason is beside it. */
export function RegistryChoices({ name, choices, chosen, error, onChange }: ChoicesProps) {
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
        const isNews = choices[index - 1]?.refusal !== choice.refusal
        return (
          <div key={key} className="grid py-0.5">
            <label className="flex items-start gap-2">
              <input
                id={index === 0 ? 'registries' : undefined}
                type="checkbox"
                className="mt-0.5"
                checked={chosen.includes(key)}
                disabled={choice.refusal !== undefined}
                aria-describedby={choice.refusal && `${key}-refusal`}
                onChange={(event) =>
                  onChange(event.target.checked ? [...chosen, key] : chosen.filter((each) => each !== key))
                }
              />
              <span className={`min-w-0 ${choice.refusal ? 'text-text-2' : ''}`}>
                {choice.accountName} <span className="font-mono text-xs text-text-2">{choice.account}</span> ·{' '}
                {choice.region}{' '}
                <Badge tone={choice.environment === 'prod' ? 'strong' : 'plain'}>{choice.environment}</Badge>
              </span>
            </label>
            {choice.refusal && (
              <p id={`${key}-refusal`} className="pl-6 text-xs text-text-2">
                {isNews && `${choice.refusal} `}
                <AccessLink
                  prefill={creationPrefill(choice, name)}
                  label={`Request it in ${choice.accountName}, ${choice.region}`}
                >
                  Request it
                </AccessLink>
              </p>
            )}
          </div>
        )
      })}
    </fieldset>
  )
}
