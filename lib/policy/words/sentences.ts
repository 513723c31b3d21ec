import type { KnownAccounts } from '@/lib/accounts/account-names'
import { expandActions, expandRegistryActions, shortAction } from '@/lib/policy/actions'
import { sparedOf, unsparedOf } from '@/lib/policy/evaluate/principal-match'
import { coveredActions, type Statement } from '@/lib/policy/statement'
import { wordList } from '@/lib/text/word-list'
import { actionWords, otherActionWords } from './action-words'
import { conditionListWords } from './condition-words'
import { principalListWords, sparedWords } from './principal-words'

/** A statement in one plain sentence: “Lets every user and role of hp-id-prod (872569379934) pull.” */
export function statementSentence(statement: Statement, accounts: KnownAccounts): string {
  const { effect, conditions } = statement
  if (!effect) return 'Neither allows nor denies: its Effect is missing or misspelt.'
  const when = conditions.length > 0 ? ` if ${conditionListWords(conditions, accounts)}` : ''
  const notes = unsparedNote(statement, accounts) + withoutEffect(statement) + deletedNote(statement)
  if (statement.principals.length === 0) return `Has no effect: it matches no principal.${notes}`
  if (coveredActions(statement).length === 0)
    return `Has no effect: none of its actions apply to a repository.${notes}`
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
  const spared = sparedOf(principals)
  const all = joint === 'and' ? 'everyone' : 'anyone'
  return spared.length === 0 ? all : `${all} except ${sparedWords(spared, accounts)}`
}

function whatWords({ actions, notAction }: Statement, joint: 'and' | 'or'): string {
  return notAction ? otherActionWords(actions, joint) : actionWords(actions, joint)
}

/** GetAuthorizationToken and the other registry actions don't apply to a repository, so no statement here can grant them. */
function withoutEffect({ actions, notAction }: Statement): string {
  const named = actions.filter((action) => expandActions([action]).length === 0)
  const idle = notAction ? [] : expandRegistryActions(named).map(shortAction)
  if (idle.length === 0) return ''
  return ` ${wordList(idle)} ${idle.length === 1 ? 'has' : 'have'} no effect in a repository policy.`
}

function unsparedNote({ principals, notPrincipal }: Statement, accounts: KnownAccounts): string {
  const missed = notPrincipal ? unsparedOf(principals) : []
  if (missed.length === 0) return ''
  return ` That includes ${principalListWords(missed, accounts)}, although NotPrincipal lists ${missed.length === 1 ? 'it' : 'them'}.`
}

/** A new role or user of the same name has a different ID, so the statement still has no effect. */
function deletedNote({ principals }: Statement): string {
  const kinds = new Set(
    principals.flatMap((principal) => (principal.kind === 'deleted' ? principal.was : [])),
  )
  return [...kinds]
    .map((kind) => ` A deleted ${kind} matches no one, even if there is a new ${kind} of the same name.`)
    .join('')
}
