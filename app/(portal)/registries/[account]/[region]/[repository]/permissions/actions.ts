'use server'

import { action } from '@/lib/http/action'
import { getPolicyOf } from '@/lib/permissions/get-policy-of'
import { savePolicy } from '@/lib/permissions/save-policy'

export const savePolicyAction = action(savePolicy)
export const getPolicyOfAction = action(getPolicyOf, 'read')
