import 'server-only'
import type { Context } from '@/lib/context'
import { detectOutsideChange } from './last-seen-policy'
import type { PolicyTarget } from './policy-target'
import { readPolicy } from './read-policy'

/**
 * The policy from ECR; undefined if there is none, which is normal and grants nothing. Records a change that was made
 * elsewhere.
 */
export async function getPolicy(ctx: Context, target: PolicyTarget): Promise<string | undefined> {
  return (await detectOutsideChange(ctx, target, () => readPolicy(ctx, target))) ?? undefined
}
