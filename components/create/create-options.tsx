import { MutabilityField } from '@/components/repositories/mutability-field'
import { Fieldset, SelectField, TextArea, TextField } from '@/components/ui/field'
import { EncryptionInput } from '@/lib/repositories/create-input'
import type { CreateDraft } from './draft'
import type { RegistryChoice } from './registry-choice'

type OptionsProps = {
  draft: CreateDraft
  change: (changes: Partial<CreateDraft>) => void
  choices: readonly RegistryChoice[]
  errors: Record<string, string>
}

/** Everything that has a good default. */
export function CreateOptions({ draft, change, choices, errors }: OptionsProps) {
  const accounts = [...new Map(choices.map((choice) => [choice.account, choice])).values()]
  return (
    <>
      <MutabilityField
        value={draft.mutability}
        filters={draft.exclusionFilters}
        error={errors.exclusionFilters}
        onValue={(mutability) => change({ mutability })}
        onFilters={(exclusionFilters) => change({ exclusionFilters })}
      />
      <label className="flex items-start gap-2">
        <input
          type="checkbox"
          className="mt-0.5"
          checked={draft.scanOnPush}
          onChange={(event) => change({ scanOnPush: event.target.checked })}
        />
        <span>
          <span className="font-medium">Scan on push</span>
          <span className="block text-xs text-text-2">
            Checks every image for known vulnerabilities. The registry’s own scan settings may override this.
          </span>
        </span>
      </label>
      <Fieldset
        legend="Share with accounts (optional)"
        help="They will be able to pull if their own IAM policies allow it too. You can set more on the Permissions tab."
      >
        <div className="flex flex-wrap gap-x-5 gap-y-1">
          {accounts.map(({ account, accountName }) => (
            <label key={account} className="flex items-center gap-2">
              <input
                type="checkbox"
                checked={draft.shareWith.includes(account)}
                onChange={(event) =>
                  change({
                    shareWith: event.target.checked
                      ? [...draft.shareWith, account]
                      : draft.shareWith.filter((each) => each !== account),
                  })
                }
              />
              <span>
                {accountName} <span className="font-mono text-xs text-text-2">{account}</span>
              </span>
            </label>
          ))}
        </div>
      </Fieldset>
      <details className="grid gap-5" open={draft.encryption !== 'AES256' || draft.tags !== '' || undefined}>
        <summary className="w-fit text-link">Encryption and tags</summary>
        <div className="mt-4 grid gap-5">
          <SelectField
            id="encryption"
            label="Encryption"
            value={draft.encryption}
            onChange={(event) => {
              const chosen = EncryptionInput.safeParse(event.target.value)
              if (chosen.success) change({ encryption: chosen.data })
            }}
            help="You can’t change this after the repository is created."
          >
            <option value="AES256">AES-256, by Amazon S3</option>
            <option value="KMS">AWS KMS</option>
            <option value="KMS_DSSE">AWS KMS, dual-layer</option>
          </SelectField>
          {draft.encryption !== 'AES256' && (
            <TextField
              id="kmsKey"
              label="KMS key"
              optional
              value={draft.kmsKey}
              onChange={(event) => change({ kmsKey: event.target.value })}
              error={errors.kmsKey}
              className="font-mono"
              help="An alias, key ID or ARN in the same region. Leave empty to use the AWS managed key for ECR."
            />
          )}
          <TextArea
            id="tags"
            label="Tags"
            optional
            rows={3}
            value={draft.tags}
            onChange={(event) => change({ tags: event.target.value })}
            error={errors.tags}
            className="font-mono"
            help="One per line, for example team=logging."
          />
        </div>
      </details>
    </>
  )
}
