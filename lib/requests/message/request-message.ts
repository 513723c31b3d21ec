import { parseCaller } from '@/lib/accounts/caller'
import { canonicalAction } from '@/lib/policy/actions'
import type { AccessRequest } from '@/lib/requests/model'
import { type DeniedMessage, readDeniedMessage } from './denied-message'
import type { MessageKind } from './message-kinds'
import { defined } from './message-references'

/** What a request says about the call that failed. */
export type FailedCall = Pick<
  AccessRequest,
  'account' | 'region' | 'repository' | 'awsUserName' | 'action' | 'error'
>

/** Errors without a reason: the repository's policy has to be checked. */
const WITHOUT_REASON: readonly MessageKind[] = [
  'empty',
  'unknown',
  'http-403',
  'http-403-on-push',
  'pull-denied',
  'push-eof',
]

/** The error of a request; where it says nothing or is about another repository, the request's own facts are used. */
export function messageOf(request: FailedCall): DeniedMessage {
  const { account, region, repository } = request
  const read = readDeniedMessage(request.error)
  const said = isAbout(read, request) ? read : readDeniedMessage('')
  const caller = parseCaller(request.awsUserName)
  const principalArn = said.principalArn ?? caller?.arn
  const principalAccount = said.principalArn ? said.principalAccount : caller?.account
  const action = said.action ?? actionOf(request.action)
  const facts = { ...defined({ principalArn, principalAccount }), account, region, repository }
  const message = { ...said, ...facts, ...defined({ action }) }
  if (action && WITHOUT_REASON.includes(said.kind))
    return { ...message, kind: 'access-denied', denials: [{ action, ...facts }] }
  return { ...message, denials: said.denials.map((denial) => ({ ...facts, ...denial })) }
}

function isAbout(said: DeniedMessage, request: FailedCall): boolean {
  return (['account', 'region', 'repository'] as const).every(
    (fact) => said[fact] === undefined || said[fact] === request[fact],
  )
}

/** People write what they did: docker push. */
function actionOf(written: string): string | undefined {
  const action = canonicalAction(written) ?? canonicalAction(`ecr:${written}`)
  if (action) return action
  if (/\bpush/i.test(written)) return 'ecr:PutImage'
  return /\bpull/i.test(written) ? 'ecr:BatchGetImage' : undefined
}
