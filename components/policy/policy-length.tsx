import { grouped, POLICY_LIMIT, type PolicyDocument, textToSend } from '@/lib/policy/document'

/** How much of ECR's limit a policy uses, and by how much it exceeds that. */
export function PolicyLength({ document }: { document: PolicyDocument }) {
  const length = textToSend(document).length
  const over = length - POLICY_LIMIT
  return (
    <span className={`ml-auto text-xs tabular-nums ${over > 0 ? 'text-error' : 'text-text-2'}`}>
      {grouped(length)} of {grouped(POLICY_LIMIT)} characters{over > 0 && `, ${grouped(over)} too many`}
    </span>
  )
}
