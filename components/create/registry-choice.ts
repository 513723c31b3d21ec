import type { Registry } from '@/lib/accounts/registry'

/** A registry in which a repository could be created. */
export type RegistryChoice = Registry & {
  accountName: string
  environment: string
  /** Why this person may not create here; undefined when they may. */
  refusal: string | undefined
}
