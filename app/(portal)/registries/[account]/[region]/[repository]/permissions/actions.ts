'use server'

import { action } from '@/lib/http/action'
import { getPolicyOf } from '@/lib/permissions/get-policy-of'
import { savePolicy } from '@/lib/permissions/save-policy'

export const saveRepositoryPolicy = action(savePolicy)
export const readRepositoryPolicy = action(getPolicyOf, 'read')
