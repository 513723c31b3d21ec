'use server'

import { action } from '@/lib/http/action'
import { saveSettings } from '@/lib/repositories/save-settings'

export const saveSettingsAction = action(saveSettings)
