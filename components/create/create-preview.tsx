import { CopyButton } from '@/components/ui/copy-button'
import { repositoryUri } from '@/lib/repositories/reference'
import type { CreateDraft } from './draft'
import type { RegistryChoice } from './registry-choices'

/** What will come of the form: the addresses, and the same as a command. */
export function CreatePreview({
  draft,
  registries,
}: {
  draft: CreateDraft
  registries: readonly RegistryChoice[]
}) {
  const name = draft.name || 'organisation/thing'
  return (
    <aside aria-label="Preview" className="grid gap-4 rounded-card border border-hairline p-4">
      <h2 className="text-base font-semibold">What this makes</h2>
      <ul className="grid gap-2">
        {registries.map((registry) => {
          const uri = repositoryUri({ ...registry, name })
          return (
            <li key={uri} className="grid gap-1">
              <span className="text-text-2">
                {registry.accountName}, {registry.region}
              </span>
              <span className="flex flex-wrap items-center gap-2">
                <code className="text-xs break-all">{uri}</code>
                {draft.name !== '' && <CopyButton text={uri} label={`URI in ${registry.accountName}`} />}
              </span>
            </li>
          )
        })}
        {registries.length === 0 && <li className="text-text-2">Choose an account and region.</li>}
      </ul>
    </aside>
  )
}
