'use server'

import { action } from '@/lib/http/action'
import { askBack } from '@/lib/requests/ask-back'
import { commentOnRequest } from '@/lib/requests/comment-on-request'
import { decideRequest } from '@/lib/requests/decide-request'
import { editProposal } from '@/lib/requests/edit-proposal'
import { recordDraftOpened } from '@/lib/requests/open-draft'
import { withdrawRequest } from '@/lib/requests/withdraw-request'

export const decideOnRequest = action(decideRequest)
export const questionAuthor = action(askBack)
export const proposeOtherwise = action(editProposal)
export const remarkOnRequest = action(commentOnRequest)
export const takeRequestBack = action(withdrawRequest)
export const recordEmailOpened = action(recordDraftOpened)
