import { evaluate } from '@/lib/policy/evaluate/evaluate'
import { principalWords } from '@/lib/policy/words/principal-words'
import { wordList } from '@/lib/text/word-list'
import { shortAction } from '../actions'
import { ADMINISTRATION } from '../administration'
import type { PolicyDocument } from '../document'
import { readAwsPrincipal } from '../principals'
import type { Finding, LintContext } from './finding'

/** What the owner must be able to do to undo any change. */
const KEPT = ['ecr:GetRepositoryPolicy', ...ADMINISTRATION]

/**
 * Whether the policy would stop its owner from changing it, so that no one could undo that. A denial of a single role
 * denies part of the account, so it is found too, even for the portal’s own role.
 */
export function checkLockOut(document: PolicyDocument, { owner, accounts }: LintContext): Finding[] {
  const keeper = readAwsPrincipal(owner)
  const { actions } = evaluate(document, keeper, KEPT, { owner })
  const lost = actions.filter(({ outcome }) => outcome === 'denied' || outcome === 'conditional')
  if (lost.length === 0) return []
  const index = lost.flatMap(({ statements }) => statements)[0]
  const sure = lost.some(({ outcome }) => outcome === 'denied')
  const what = wordList(lost.map(({ action }) => shortAction(action)))
  return [
    {
      code: 'ECR_LOCK_OUT',
      about: lost.map(({ action, outcome }) => `${action} ${outcome}`),
      severity: 'security',
      path: index === undefined ? [] : ['Statement', index],
      message: `This ${sure ? 'stops' : 'may stop'} ${principalWords(keeper, accounts, 'or')} from calling ${what}. Those who are denied can’t undo it.`,
      ...(index !== undefined && { statement: index }),
    },
  ]
}
