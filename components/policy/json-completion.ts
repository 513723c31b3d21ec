import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete'
import type { Extension } from '@codemirror/state'
import type { KnownAccounts } from '@/lib/accounts/account-names'
import { completionAt } from '@/lib/policy/editor/completion'

/** Offers keys, actions and known accounts between quotes, while they are typed and on Ctrl+Space. */
export function jsonCompletion(accounts: KnownAccounts): Extension {
  return autocompletion({
    icons: false,
    // A line never ends inside a string, so Enter can accept an option at once.
    interactionDelay: 0,
    override: [(context) => offers(context, accounts)],
  })
}

function offers({ state, pos }: CompletionContext, accounts: KnownAccounts): CompletionResult | null {
  const text = state.doc.toString()
  const completion = completionAt(text, pos, accounts)
  if (!completion) return null
  const { from, to, options } = completion
  // Anything may follow an unterminated string, so only what was typed is replaced.
  const closed = text[to] === '"'
  return {
    from,
    to: closed ? to : pos,
    filter: false,
    // Synchronous; otherwise a quick Enter would come before the list.
    update: (_current, _from, _to, context) => offers(context, accounts),
    options: options.map(({ text: option, label, detail }) => ({
      label,
      ...(detail && { detail }),
      apply: closed ? option : `${option}"`,
    })),
  }
}
