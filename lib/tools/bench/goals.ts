/** A row of the table: the portal's figure over the reference's, and the highest ratio that is good enough. */
export type Goal = { id: string; goal: number; unit: 'ms' | 'kB' | 'MB' | 'calls'; what: string }

/** What is measured, and how fast is fast enough. */
export const GOALS = [
  { id: 'P1', goal: 1.05, unit: 'ms', what: 'cold start until all is searchable / the SDK’s paginators' },
  { id: 'P3', goal: 1.5, unit: 'ms', what: 'cold: first 50 rows on screen / one page of AWS' },
  { id: 'P5', goal: 1, unit: 'ms', what: 'restart until all is searchable / JSON.parse of the rows' },
  { id: 'P6', goal: 0.3, unit: 'ms', what: 'search / a filter over the array' },
  { id: 'P8', goal: 1.6, unit: 'ms', what: 'search over HTTP / a trivial route handler' },
  { id: 'P9', goal: 2, unit: 'ms', what: 'first byte of the list page / of a trivial dynamic page' },
  { id: 'P12', goal: 1.15, unit: 'kB', what: 'script of the heavier page, gzipped / of a trivial page' },
  { id: 'P15', goal: 1.1, unit: 'ms', what: 'key to paint / a plain table that filters in memory' },
  { id: 'P17', goal: 0.01, unit: 'ms', what: 'find a name anywhere / the aws CLI over all registries' },
  { id: 'P18', goal: 1.15, unit: 'ms', what: 'the AWS calls of the repository page / their slowest' },
  { id: 'P19', goal: 1, unit: 'MB', what: 'heap of the index / the rows as JSON text' },
  { id: 'P21', goal: 0, unit: 'calls', what: 'AWS calls of a warm view / one view' },
  { id: 'P22', goal: 1.1, unit: 'ms', what: 'save a policy / its three calls in sequence' },
  { id: 'P30', goal: 0.02, unit: 'ms', what: 'decide a pair of policies / an SMT solver on the same pair' },
  { id: 'P31', goal: 30, unit: 'ms', what: 'the guard’s answer while typing / parsing the same text' },
] as const satisfies readonly Goal[]

export type RowId = (typeof GOALS)[number]['id']
