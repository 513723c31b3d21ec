'use server'

import { action } from '@/lib/http/action'
import { createRepository } from '@/lib/repositories/create-repository'
import { shareRepository } from '@/lib/repositories/share-repository'

export const createRepositoryAction = action(createRepository)
export const shareRepositoryAction = action(shareRepository)
