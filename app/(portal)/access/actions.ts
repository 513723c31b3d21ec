'use server'

import { action } from '@/lib/http/action'
import { createRequest } from '@/lib/requests/create-request'
import { findOpenDuplicates } from '@/lib/requests/open-duplicates'
import { explainDenial } from '@/lib/requests/verdict/explain-denial'

export const createRequestAction = action(createRequest)
export const explainDenialAction = action(explainDenial, 'read')
export const findOpenDuplicatesAction = action(findOpenDuplicates, 'read')
