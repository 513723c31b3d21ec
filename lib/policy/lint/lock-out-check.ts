import { evaluate } from '@/lib/policy/evaluate/evaluate'
import { principalWords } from '@/lib/policy/words/principal-words'
import { wordList } from '@/lib/text/word-list'
import { shortAction } from '../actions'
import { ADMINISTRATION } from '../administration'
import type { PolicyDocument } from '../document'
import { readAwsPrincipal } from '../principals'
import type { Finding, LintContext } from './finding'

/** What the owner must be able to do to take any change back. */
const KEPT = ['ecr:GetRepositoryPolicy', ...ADMINISTRATION]

/**
 * Whether the policy would keep its owner from changing it: then nobody could take it back. A denial of one role is of some
 * of the account, and so is found too, the portal’s own role among them.
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
      severity: 'security',
      path: index === undefined ? [] : ['Statement', index],
      message: `This ${sure ? 'keeps' : 'may keep'} ${principalWords(keeper, accounts, 'or')} from calling ${what}. A denial cannot be undone by those whom it denies.`,
      ...(index !== undefined && { statement: index }),
    },
  ]
}
