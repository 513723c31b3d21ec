import { measureCallsPerView } from './calls-per-view'
import { measureColdStart } from './cold-start'
import { measureCommandLine } from './command-line'
import { measurePairs } from './decide-pairs'
import { measureFirstRows } from './first-rows'
import type { Fixture } from './fixture'
import type { RowId } from './goals'
import { measureGuard } from './guard'
import { measureListPage, measureSearchRoute } from './http'
import { measureIndexSize } from './index-size'
import type { Figures } from './interleave'
import { measureKeyToPaint } from './key-to-paint'
import { measureLiveCalls } from './live-calls'
import { measurePageWeight } from './page-weight'
import { measureRestart } from './restart'
import { measureSave } from './save'
import { measureSearchCore } from './search-core'

/**
 * How each row is measured, in the order in which that is done: first what needs a quiet machine, then what needs a
 * portal, whose calls to AWS are counted while its copies are young.
 */
export const MEASURES: Record<RowId, (fixture: Fixture) => Promise<Figures>> = {
  P1: measureColdStart,
  P5: measureRestart,
  P30: measurePairs,
  P31: measureGuard,
  P6: measureSearchCore,
  P19: measureIndexSize,
  P22: measureSave,
  P3: measureFirstRows,
  P21: measureCallsPerView,
  P9: measureListPage,
  P8: measureSearchRoute,
  P18: measureLiveCalls,
  P12: measurePageWeight,
  P15: measureKeyToPaint,
  P17: measureCommandLine,
}
