const CHANGES: readonly string[] = [
  'ecr:CreateRepository',
  'ecr:SetRepositoryPolicy',
  'ecr:DeleteRepositoryPolicy',
  'ecr:PutImageTagMutability',
  'ecr:PutImageScanningConfiguration',
]

/**
 * Whether a request has to name the AWS caller: it does when a call has failed. For a change made in the portal nobody
 * has called AWS yet.
 */
export function needsCaller({ action, error }: { action: string; error: string }): boolean {
  return !CHANGES.includes(action.trim()) || error.trim() !== ''
}

export type ActionLabel = 'Action that failed' | 'Requested action'

/** The label of a request's action: nobody has tried yet what is only requested. */
export function actionLabel(callerNeeded: boolean): ActionLabel {
  return callerNeeded ? 'Action that failed' : 'Requested action'
}
