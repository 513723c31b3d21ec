'use server'

import { action } from '@/lib/http/action'
import { askBack } from '@/lib/requests/ask-back'
import { commentOnRequest } from '@/lib/requests/comment-on-request'
import { decideRequest } from '@/lib/requests/decide-request'
import { recordDraftOpened } from '@/lib/requests/open-draft'
import { editProposal } from '@/lib/requests/proposal/edit-proposal'
import { withdrawRequest } from '@/lib/requests/withdraw-request'

export const decideRequestAction = action(decideRequest)
export const askBackAction = action(askBack)
export const editProposalAction = action(editProposal)
export const commentOnRequestAction = action(commentOnRequest)
export const withdrawRequestAction = action(withdrawRequest)
export const recordDraftOpenedAction = action(recordDraftOpened)
