'use server'

import { leaving } from '@/lib/http/action'
import { endOwnSession, endOwnSessionEverywhere } from '@/lib/sessions/session'

export const signOut = leaving(() => endOwnSession('by themselves'))
export const signOutEverywhere = leaving(() => endOwnSessionEverywhere('by themselves, everywhere'))
