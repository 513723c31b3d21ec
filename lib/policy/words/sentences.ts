import type { KnownAccounts } from '@/lib/accounts/account-names'
import { expandActions, expandRegistryActions, shortAction } from '@/lib/policy/actions'
import { coveredActions, type Statement } from '@/lib/policy/statement'
import { wordList } from '@/lib/text/word-list'
import { actionWords, otherActionWords } from './action-words'
import { conditionListWords } from './condition-words'
import { principalListWords } from './principal-words'

/** A statement in one plain sentence: “Lets every user and role of hp-id-prod (872569379934) pull.” */
export function statementSentence(statement: Statement, accounts: KnownAccounts): string {
  const { effect, conditions } = statement
  if (!effect) return 'Neither allows nor denies: its Effect is missing or misspelt.'
  const when = conditions.length > 0 ? ` if ${conditionListWords(conditions, accounts)}` : ''
  const notes = withoutEffect(statement) + deletedNote(statement)
  if (statement.principals.length === 0) return `Changes nothing: it names nobody.${notes}`
  if (coveredActions(statement).length === 0)
    return `Changes nothing: it names no action that a repository has.${notes}`
  return effect === 'Allow'
    ? `Lets ${whoWords(statement, accounts, 'and')} ${whatWords(statement, 'and')}${when}.${notes}`
    : `Never lets ${whoWords(statement, accounts, 'or')} ${whatWords(statement, 'or')}${when}.${notes}`
}

function whoWords(
  { principals, notPrincipal }: Statement,
  accounts: KnownAccounts,
  joint: 'and' | 'or',
): string {
  if (!notPrincipal) return principalListWords(principals, accounts, joint)
  return `${joint === 'and' ? 'everyone' : 'anyone'} except ${principalListWords(principals, accounts)}`
}

function whatWords({ actions, notAction }: Statement, joint: 'and' | 'or'): string {
  return notAction ? otherActionWords(actions, joint) : actionWords(actions, joint)
}

/** GetAuthorizationToken and the registry's other actions belong to no repository, so that no statement here grants them. */
function withoutEffect({ actions, notAction }: Statement): string {
  const named = actions.filter((action) => expandActions([action]).length === 0)
  const idle = notAction ? [] : expandRegistryActions(named).map(shortAction)
  if (idle.length === 0) return ''
  return ` ${wordList(idle)} ${idle.length === 1 ? 'has' : 'have'} no effect in a repository’s policy.`
}

/** Made again under the same name it has another id, so that the statement stays without effect. */
function deletedNote({ principals }: Statement): string {
  const kinds = new Set(
    principals.flatMap((principal) => (principal.kind === 'deleted' ? principal.was : [])),
  )
  return [...kinds]
    .map((kind) => ` A deleted ${kind} is nobody, also when a ${kind} of the same name exists again.`)
    .join('')
}
