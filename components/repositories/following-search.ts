import { createContext } from 'react'
import type { Answer } from './use-search'

/** A search whose answer follows the inventory while that is being read. */
export type FollowingSearch = {
  /** What is asked for now. */
  address: () => string
  /** Shows what was found meanwhile. */
  show: (answer: Answer) => void
}

/** The search around a component; undefined outside of one. */
export const FollowingSearch = createContext<FollowingSearch | undefined>(undefined)
