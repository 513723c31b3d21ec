'use server'

import { sessionAction } from '@/lib/http/action'
import { signOut, signOutEverywhere } from '@/lib/sessions/sign-out'

export const signOutAction = sessionAction(signOut)
export const signOutEverywhereAction = sessionAction(signOutEverywhere)
