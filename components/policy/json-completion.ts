import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete'
import type { Extension } from '@codemirror/state'
import type { KnownAccounts } from '@/lib/accounts/account-names'
import { completionAt } from '@/lib/policy/editor/completion'

/** Offers keys, actions and known accounts between quotes, while they are typed and on Ctrl+Space. */
export function jsonCompletion(accounts: KnownAccounts): Extension {
  return autocompletion({
    icons: false,
    // A line never ends inside quotes, so Enter takes what is offered from the first moment on.
    interactionDelay: 0,
    override: [(context) => offers(context, accounts)],
  })
}

function offers({ state, pos }: CompletionContext, accounts: KnownAccounts): CompletionResult | null {
  const text = state.doc.toString()
  const completion = completionAt(text, pos, accounts)
  if (!completion) return null
  const { from, to, options } = completion
  // Behind a quote that is still open anything may stand, so no more is replaced than what was typed.
  const closed = text[to] === '"'
  return {
    from,
    to: closed ? to : pos,
    filter: false,
    // At once, or a quick Enter would find the list still waiting.
    update: (_current, _from, _to, context) => offers(context, accounts),
    options: options.map(({ text: option, label, detail }) => ({
      label,
      ...(detail && { detail }),
      apply: closed ? option : `${option}"`,
    })),
  }
}
