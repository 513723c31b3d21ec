'use server'

import { action } from '@/lib/http/action'
import { createRepository } from '@/lib/repositories/create-repository'
import { shareRepository } from '@/lib/repositories/share-repository'

export const createNewRepository = action(createRepository)
export const shareNewRepository = action(shareRepository)
