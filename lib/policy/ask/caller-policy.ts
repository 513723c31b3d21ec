import { canonicalAction, REGISTRY_ACTIONS } from '@/lib/policy/actions'
import { OUR_LAYOUT, printJson } from '@/lib/policy/json/layout'

const SIGN_IN = 'ecr:GetAuthorizationToken'

/**
 * The identity policy that a user or role in another account needs in addition to the repository policy, ready to paste
 * into IAM. Cross-account access has to be allowed on both sides, and the authorization token has no resource type: only
 * an identity policy can grant it, on `*` (AWS: Service Authorization Reference for Amazon ECR).
 */
export function callerPolicy(actions: readonly string[], repositoryArn: string): string {
  const wanted = [...new Set(actions.map((action) => canonicalAction(action) ?? action))].sort()
  const onRepository = wanted.filter((action) => !REGISTRY_ACTIONS.includes(action))
  const onRegistry = [SIGN_IN, ...wanted.filter((action) => REGISTRY_ACTIONS.includes(action))]
  const statements = [
    { Effect: 'Allow', Action: onRepository, Resource: repositoryArn },
    { Effect: 'Allow', Action: [...new Set(onRegistry)].sort(), Resource: '*' },
  ].filter(({ Action }) => Action.length > 0)
  return `${printJson({ Version: '2012-10-17', Statement: statements }, OUR_LAYOUT)}\n`
}
