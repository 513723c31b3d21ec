import type { KnownAccounts } from '@/lib/accounts/account-names'
import type { Diagnostic } from '@/lib/policy/editor/diagnostics'

export type JsonEditorProps = {
  id: string
  label: string
  text: string
  diagnostics: readonly Diagnostic[]
  accounts: KnownAccounts
  describedBy: string
  invalid: boolean
  onChange: (text: string) => void
  /** Told what is pasted, before it stands in the text. */
  onPaste: (text: string) => void
}
