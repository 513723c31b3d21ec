'use server'

import { action } from '@/lib/http/action'
import { previewRegistryPolicy, saveRegistryPolicy } from '@/lib/permissions/save-registry-policy'

export const saveRegistryPolicyAction = action(saveRegistryPolicy)
export const previewRegistryPolicyAction = action(previewRegistryPolicy, 'read')
