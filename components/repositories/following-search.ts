import { createContext } from 'react'
import type { Answer } from './use-search'

/** A search whose results follow the inventory while it is being read. */
export type FollowingSearch = {
  /** The current search. */
  address: () => string
  /** Shows newer results. */
  show: (answer: Answer) => void
}

/** The search around a component; undefined outside of one. */
export const FollowingSearch = createContext<FollowingSearch | undefined>(undefined)
