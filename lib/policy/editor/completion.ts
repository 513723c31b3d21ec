import type { KnownAccounts } from '@/lib/accounts/account-names'
import { REPOSITORY_ACTIONS_BY_LEVEL } from '@/lib/policy/actions'
import { KEY_NAMES } from '@/lib/policy/lint/condition-keys'
import { OPERATORS } from '@/lib/policy/operators'
import { rootArn } from '@/lib/policy/principals'
import { cursorAt } from './cursor'

/** The text to insert between the quotes, the label to show for it, and a detail. */
type CompletionOption = { text: string; label: string; detail: string | undefined }
type Completion = { from: number; to: number; options: CompletionOption[] }

const SERVICES = ['lambda.amazonaws.com', 'codebuild.amazonaws.com', 'build.apprunner.amazonaws.com']

/** What can go where the cursor is and contains what is typed; undefined if there is nothing to offer. */
export function completionAt(text: string, offset: number, accounts: KnownAccounts): Completion | undefined {
  const cursor = cursorAt(text, offset)
  if (!cursor) return undefined
  const { from, to, keys, isKey } = cursor
  const typed = text.slice(from, offset).toLowerCase()
  const all = isKey ? keyOptions(keys) : valueOptions(keys, accounts)
  const options = all.filter(({ text: option, label }) => `${option} ${label}`.toLowerCase().includes(typed))
  return options.length > 0 ? { from, to, options } : undefined
}

function keyOptions(keys: readonly string[]): CompletionOption[] {
  const [outer, inner, operator] = keys
  if (outer === undefined) return plain('Version', 'Id', 'Statement')
  if (outer !== 'Statement') return []
  if (inner === undefined)
    return plain('Sid', 'Effect', 'Principal', 'Action', 'Condition', 'NotPrincipal', 'NotAction')
  if (inner === 'Principal' || inner === 'NotPrincipal') return plain('AWS', 'Service')
  if (inner !== 'Condition') return []
  return operator === undefined ? plain(...OPERATORS) : plain(...KEY_NAMES)
}

function valueOptions(keys: readonly string[], accounts: KnownAccounts): CompletionOption[] {
  switch (keys.at(-1)) {
    case 'Version':
      return plain('2012-10-17', '2008-10-17')
    case 'Effect':
      return plain('Allow', 'Deny')
    case 'Action':
    case 'NotAction':
      return actionOptions()
    case 'AWS':
      return accounts.map(({ id, name }) => ({ text: rootArn(id), label: name, detail: id }))
    case 'Service':
      return plain(...SERVICES)
    case 'aws:PrincipalAccount':
    case 'aws:SourceAccount':
      return accounts.map(({ id, name }) => ({ text: id, label: name, detail: id }))
    default:
      return []
  }
}

function actionOptions(): CompletionOption[] {
  const actions = Object.entries(REPOSITORY_ACTIONS_BY_LEVEL).flatMap(([level, names]) =>
    names.map((name) => ({ text: name, label: name, detail: level })),
  )
  return [
    ...actions.sort((a, b) => (a.text < b.text ? -1 : 1)),
    { text: 'ecr:*', label: 'ecr:*', detail: 'All actions' },
  ]
}

function plain(...texts: string[]): CompletionOption[] {
  return texts.map((text) => ({ text, label: text, detail: undefined }))
}
