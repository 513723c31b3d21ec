import type { Activity } from '@/lib/audit/list-activity'
import type { AuditAction } from '@/lib/audit/record'
import type { ProtectedAction } from '@/lib/auth/roles'

const JOINS: Record<string, string> = {
  'permissions.save': 'of',
  'permissions.delete': 'of',
  'permissions.outside': 'of',
  'permissions.first-seen': 'of',
  'settings.save': 'of',
  'request.create': 'to',
  'request.comment': 'for',
  'request.ask': 'for',
  'request.answer': 'for',
  'request.propose': 'for',
  'request.withdraw': 'for',
  'request.grant': 'for',
  'request.decline': 'for',
  'permissions.force': 'of',
}

const DID: Record<AuditAction, string> = {
  'repository.create': 'created the repository',
  'permissions.save': 'changed the permissions',
  'permissions.delete': 'deleted the policy',
  'permissions.outside': 'changed the permissions outside the portal',
  'permissions.first-seen': 'first recorded the permissions',
  'settings.save': 'changed the settings',
  'request.create': 'requested access',
  'request.draft': 'opened a request’s e-mail',
  'request.comment': 'commented on a request',
  'request.ask': 'asked a question about a request',
  'request.answer': 'answered a question about a request',
  'request.propose': 'changed a request’s proposal',
  'request.withdraw': 'withdrew a request',
  'request.grant': 'granted a request',
  'request.decline': 'declined a request',
  'account.check': 'checked the portal’s permissions',
  'session.start': 'signed in',
  'session.refuse': 'was refused sign-in',
  'session.end': 'was signed out',
}

/** The same actions on the policy of a registry. */
const REGISTRY: Record<string, string> = {
  'permissions.save': 'changed the registry policy',
  'permissions.delete': 'deleted the registry policy',
  'permissions.outside': 'changed the registry policy outside the portal',
  'permissions.first-seen': 'first recorded the registry policy',
} satisfies Partial<Record<AuditAction, string>>

/** Refused attempts, which changed nothing. */
const TRIED: Record<ProtectedAction['to'], string> = {
  'repository.create': 'tried to create the repository',
  'permissions.save': 'tried to change the permissions',
  'permissions.force': 'tried to force the permissions',
  'registry.save': 'tried to change the registry policy',
  'settings.save': 'tried to change the settings',
  'request.read': 'tried to open a request',
  'request.decide': 'tried to decide a request',
  'request.withdraw': 'tried to withdraw a request',
  'activity.readAll': 'tried to see everyone’s activity',
  'accounts.check': 'tried to check the portal’s permissions',
}

export const ACTIONS = Object.entries(DID)

/** How an action ended, unless it ended as expected. */
export const ENDINGS = {
  failed: 'failed',
  refused: 'refused',
  unknown: 'outcome unknown',
} as const

/** A record may be older than today's actions. */
export function activityWords({ action, outcome, repository }: Activity): string {
  const words: Record<string, string> = outcome === 'refused' ? TRIED : DID
  return (repository === null && REGISTRY[action]) || (words[action] ?? action)
}

/** Joins an action to its repository; empty where the sentence continues without. */
export function joinWord({ action }: Activity): string {
  return JOINS[action] ?? ''
}
