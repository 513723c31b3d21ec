import { shortAction } from '../actions'
import { ADMINISTRATION } from '../administration'
import type { PolicyDocument } from '../document'
import { evaluate } from '../evaluate'
import { principalWords } from '../principal-words'
import { readAwsPrincipal } from '../principals'
import { wordList } from '../word-list'
import type { Finding, LintContext } from './finding'

/** What the owner must be able to do to take any change back. */
const KEPT = ['ecr:GetRepositoryPolicy', ...ADMINISTRATION]

/** Whether the policy would keep its owner from changing it: then nobody could take it back. */
export function checkLockOut(document: PolicyDocument, context: LintContext): Finding[] {
  const keepers = [context.owner, ...(context.keepers ?? [])].map((text) => readAwsPrincipal(text))
  return keepers.flatMap((keeper) => {
    const { actions } = evaluate(document, keeper, KEPT, { owner: context.owner })
    const lost = actions.filter(({ outcome }) => outcome === 'denied' || outcome === 'conditional')
    if (lost.length === 0) return []
    const index = lost.flatMap(({ statements }) => statements)[0]
    const sure = lost.some(({ outcome }) => outcome === 'denied')
    const who = principalWords(keeper, context.accounts, 'or')
    const finding: Finding = {
      code: 'ECR_LOCK_OUT',
      severity: 'security',
      path: index === undefined ? [] : ['Statement', index],
      message: `This ${sure ? 'keeps' : 'may keep'} ${who} from calling ${wordList(lost.map(({ action }) => shortAction(action)))}. A denial cannot be undone by those whom it denies.`,
      ...(index !== undefined && { statement: index }),
    }
    return [finding]
  })
}
