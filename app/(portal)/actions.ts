'use server'

import { action } from '@/lib/action'
import { endOwnSession, endSessionsOf } from '@/lib/sessions/session'

// Nobody has to ask the identity provider whether they may leave.
export const signOut = action(() => endOwnSession('by themselves'), 'read')
export const signOutEverywhere = action(
  (ctx) => endSessionsOf(ctx.actor.id, 'by themselves, everywhere'),
  'read',
)
