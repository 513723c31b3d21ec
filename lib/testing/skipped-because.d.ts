import 'vitest'

declare module 'vitest' {
  // Vitest's own type, which only an interface can extend.
  interface TaskMeta {
    /** Why a test does not run, where it does not: `npm test` ends with these. */
    skippedBecause?: string
  }
}
