import { useState } from 'react'
import { CopyButton } from '@/components/ui/copy-button'
import { Segments } from '@/components/ui/segments'
import { cdkText, terraformText } from '@/lib/repositories/creation-code'
import { createCommand } from '@/lib/repositories/creation-command'
import { repositoryUri } from '@/lib/repositories/reference'
import { type CreateDraft, toInput } from './draft'
import type { RegistryChoice } from './registry-choice'

type Form = 'cli' | 'terraform' | 'cdk'

/** A preview: the addresses, and the same as a command or code to copy. */
export function CreatePreview({
  draft,
  registries,
}: {
  draft: CreateDraft
  registries: readonly RegistryChoice[]
}) {
  const [form, setForm] = useState<Form>('cli')
  const named = { ...draft, name: draft.name || 'organisation/thing' }
  const texts = registries.map((registry) => textOf(form, named, registry)).join('\n\n')
  return (
    <aside
      aria-label="Preview"
      className="grid min-w-0 gap-4 rounded-card border border-hairline p-4 lg:sticky lg:top-16"
    >
      <h2 className="text-base font-semibold">Preview</h2>
      {registries.length === 0 && <p className="text-text-2">Choose an account and region.</p>}
      <ul className="grid gap-2">
        {registries.map((registry) => {
          const uri = repositoryUri({ ...registry, name: named.name })
          return (
            <li key={uri}>
              <span className="block text-text-2">
                {registry.accountName}, {registry.region}
              </span>
              <code className="text-xs break-all">{uri}</code>
            </li>
          )
        })}
      </ul>
      {registries.length > 0 && (
        <div className="grid gap-2">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <Segments
              label="As"
              value={form}
              options={[
                ['cli', 'AWS CLI'],
                ['terraform', 'Terraform'],
                ['cdk', 'CDK'],
              ]}
              onChange={setForm}
            />
            {draft.name !== '' && <CopyButton text={texts} label="the preview" />}
          </div>
          <pre className="max-h-96 overflow-auto rounded-control bg-raised p-3 text-xs">{texts}</pre>
        </div>
      )}
    </aside>
  )
}

function textOf(form: Form, draft: CreateDraft, registry: RegistryChoice): string {
  const input = toInput(draft)
  const creation = { ...input, account: registry.account, region: registry.region }
  if (form === 'terraform') return terraformText(creation)
  if (form === 'cdk') return cdkText(creation)
  return createCommand(creation, { shell: 'posix' })
}
