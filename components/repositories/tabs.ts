import type { RepositoryTab } from '@/lib/paths'

/** The pages of a repository, in order. */
export const REPOSITORY_TABS: { tab: RepositoryTab; name: string }[] = [
  { tab: 'images', name: 'Images' },
  { tab: 'permissions', name: 'Permissions' },
  { tab: 'settings', name: 'Settings' },
  { tab: 'history', name: 'History' },
]
