import { OPEN_STATUSES, REQUEST_STATUSES, type RequestStatus } from './model'

/** What a list of requests can be filtered by: one status, open, or all. */
export const REQUEST_STATES = ['open', ...REQUEST_STATUSES, 'all'] as const
export type RequestState = (typeof REQUEST_STATES)[number]

export function statusesOf(state: RequestState): readonly RequestStatus[] {
  if (state === 'all') return REQUEST_STATUSES
  return state === 'open' ? OPEN_STATUSES : [state]
}
