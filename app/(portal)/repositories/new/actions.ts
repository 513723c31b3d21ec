'use server'

import { action } from '@/lib/action'
import { createRepository } from '@/lib/repositories/create-repository'

export const createNewRepository = action(createRepository)
