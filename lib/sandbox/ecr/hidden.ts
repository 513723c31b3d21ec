import { repositoryNotFound } from './operation'

/**
 * Repositories that exist but aren't found yet: ECR may not know a repository for a moment after creating it.
 */
export type Hidden = {
  add: (arn: string, reads: number) => void
  /** Throws as if the repository did not exist, as often as was asked for. */
  hide: (arn: string) => void
}

export function openHidden(): Hidden {
  const readsLeft = new Map<string, number>()
  return {
    add: (arn, reads) => readsLeft.set(arn, reads),
    hide(arn) {
      const left = readsLeft.get(arn)
      if (left === undefined) return
      if (left > 1) readsLeft.set(arn, left - 1)
      else readsLeft.delete(arn)
      const [, , , , account = '', resource = ''] = arn.split(':')
      throw repositoryNotFound({ account, name: resource.replace('repository/', '') })
    },
  }
}
