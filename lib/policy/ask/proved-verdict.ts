import { type ActionVerdict, combined, evaluate, type Verdict } from '@/lib/policy/evaluate/evaluate'
import type { Ask, Request } from '@/lib/policy/prove/decide'
import type { Asked } from './subjects'

/** A verdict with a request that is allowed, unless none is. */
export type ProvedVerdict = Verdict & { example: Request | undefined }

/**
 * Whether the policy at this place lets a subject do all of these actions: proved for everyone who is that subject. The
 * statements that decide, and the conditions that it depends on, are those that evaluation finds.
 */
export function provedVerdict(asked: Asked, place: number, actions: readonly string[]): ProvedVerdict {
  const { subject, documents, owner, registry } = asked
  const verdict = evaluate(documents[place], subject, actions, { owner, registry })
  const isOwn = 'account' in subject && subject.account === owner
  const proved = verdict.actions.map((one) => provedAction(one, asked.ask, place, isOwn))
  return {
    ...verdict,
    ...combined(proved),
    actions: proved,
    example: proved.find(({ example }) => example)?.example,
  }
}

type ProvedAction = ActionVerdict & { example: Request | undefined }

function provedAction(found: ActionVerdict, ask: Ask, place: number, isOwn: boolean): ProvedAction {
  const { action, residual = { ifAny: [], unlessAny: [] } } = found
  const { extent, example } = extentOf(ask, place, action, isOwn ? { byIdentity: true } : {})
  switch (extent) {
    case 'never':
      return found.outcome === 'denied'
        ? { ...found, example }
        : {
            action,
            outcome: 'not-granted',
            statements: [],
            registryStatements: [],
            residual: undefined,
            example,
          }
    case 'always': {
      const byIdentity = isOwn && extentOf(ask, place, action, { byIdentity: false }).extent !== 'always'
      return { ...found, outcome: byIdentity ? 'by-identity' : 'allowed', residual: undefined, example }
    }
    case 'sometimes':
      return { ...found, outcome: 'conditional', residual, example }
    case 'undecided':
      return { ...found, outcome: 'undecided', residual, example }
  }
}

type Extent = 'always' | 'sometimes' | 'never' | 'undecided'

/** How far a policy allows an action: of all requests for it, with one that it allows. */
function extentOf(
  ask: Ask,
  place: number,
  action: string,
  only: { byIdentity?: boolean },
): { extent: Extent; example: Request | undefined } {
  const allowed = ask({ allowedBy: place, butNotBy: [], action, ...only })
  const example = allowed.answer === 'yes' ? allowed.request : undefined
  if (allowed.answer === 'no') return { extent: 'never', example }
  const refused = ask({ allowedBy: 'anything', butNotBy: [place], action, ...only })
  if (refused.answer === 'no') return { extent: 'always', example }
  return { extent: example && refused.answer === 'yes' ? 'sometimes' : 'undecided', example }
}
