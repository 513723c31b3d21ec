import { createContext } from 'react'

/** Asks the search around it for its answer once more, because the inventory has changed. Undefined outside of one. */
export const LookAgain = createContext<(() => void) | undefined>(undefined)
