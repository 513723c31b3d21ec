'use server'

import { action } from '@/lib/action'
import { decideRequest } from '@/lib/requests/decide-request'
import { recordDraftOpened } from '@/lib/requests/open-draft'

export const decideOnRequest = action(decideRequest)
export const recordEmailOpened = action(recordDraftOpened)
