import { AskLink } from '@/components/requests/ask-link'
import { placeFacts } from '@/components/requests/asking'
import { type Registry, registryKey } from '@/lib/accounts/registry'
import type { RegistryChoice } from './registry-choices'

/** Asks operations to create what this person may not. */
export function AskToCreate({ name, registries }: { name: string; registries: readonly RegistryChoice[] }) {
  return (
    <ul className="grid gap-0.5">
      {registries.map((registry) => (
        <li key={registryKey(registry)}>
          <AskLink asking={askingToCreate(registry, name)}>
            Ask for it in {registry.accountName}, {registry.region}
          </AskLink>
        </li>
      ))}
    </ul>
  )
}

export function askingToCreate({ account, region }: Registry, name: string, error = '') {
  return { ...placeFacts({ account, region, name }), action: 'ecr:CreateRepository', error }
}
