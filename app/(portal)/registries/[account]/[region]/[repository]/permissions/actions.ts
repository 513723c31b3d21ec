'use server'

import { action } from '@/lib/action'
import { savePolicy } from '@/lib/permissions/save-policy'

export const saveRepositoryPolicy = action(savePolicy)
