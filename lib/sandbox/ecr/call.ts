import type { Directory } from '../identity/directory'
import type { Caller } from '../identity/model'
import type { Store } from '../store/store'
import type { Chosen } from './lifecycle-rules'
import type { Uploads } from './uploads'

/** The previews that were started, by repository. They don't survive a restart of the sandbox. */
export type Previews = Map<string, { text: string; startedAt: number; chosen: Chosen[] }>

/** One request: who calls, in which region, and what there is. */
export type Call = {
  caller: Caller
  region: string
  store: Store
  directory: Directory
  uploads: Uploads
  previews: Previews
  endpoint: string
  /** Milliseconds since 1970. */
  now: number
}
