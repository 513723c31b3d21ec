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
  /** Called with pasted text before it is inserted. */
  onPaste: (text: string) => void
}
