const CHANGES: readonly string[] = [
  'ecr:CreateRepository',
  'ecr:SetRepositoryPolicy',
  'ecr:DeleteRepositoryPolicy',
  'ecr:PutImageTagMutability',
  'ecr:PutImageScanningConfiguration',
]

/**
 * Whether a request has to say what AWS calls the caller: it does when a call has failed. A change that is made in the
 * portal is asked for itself, and nobody has called AWS yet.
 */
export function needsCaller({ action, error }: { action: string; error: string }): boolean {
  return !CHANGES.includes(action.trim()) || error.trim() !== ''
}

export type ActionLabel = 'Action that failed' | 'Action that is asked for'

/** What the action of a request is called: nobody has tried what is only asked for. */
export function actionLabel(callerNeeded: boolean): ActionLabel {
  return callerNeeded ? 'Action that failed' : 'Action that is asked for'
}
