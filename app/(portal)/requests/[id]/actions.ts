'use server'

import { action } from '@/lib/http/action'
import { askBack } from '@/lib/requests/ask-back'
import { commentOnRequest } from '@/lib/requests/comment-on-request'
import { decideRequest } from '@/lib/requests/decide-request'
import { recordDraftOpened } from '@/lib/requests/open-draft'
import { editProposal } from '@/lib/requests/proposal/edit-proposal'
import { withdrawRequest } from '@/lib/requests/withdraw-request'

export const decideOnRequest = action(decideRequest)
export const questionAuthor = action(askBack)
export const proposeOtherwise = action(editProposal)
export const remarkOnRequest = action(commentOnRequest)
export const takeRequestBack = action(withdrawRequest)
export const recordEmailOpened = action(recordDraftOpened)
