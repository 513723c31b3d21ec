import type { Goal } from './goals'
import type { Figures } from './interleave'

/** What became of a row: its figures, or why there are none. */
export type Row = Goal &
  ({ figures: Figures } | { figures: undefined; outcome: 'skipped' | 'failed'; reason: string })

const ratioOf = ({ portal, reference }: Figures) => portal / reference

/** Neither a goal that was missed nor a row that failed; what could not be measured here has done neither. */
export function isGood(row: Row): boolean {
  return row.figures ? ratioOf(row.figures) <= row.goal : row.outcome === 'skipped'
}

/** The table for a person. */
export function inText(rows: readonly Row[]): string {
  const head = ['', 'portal', 'reference', 'ratio', 'goal', '', '']
  const lines = [head, ...rows.map(cellsOf)]
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  return lines
    .map((line) =>
      line
        .map((cell, column) => pad(cell, column, widths))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** The table for a program. A row without figures has nulls, and a `reason`. */
export function inJson(rows: readonly Row[]): string {
  return JSON.stringify({
    rows: rows.map((row) => ({
      id: row.id,
      portal: row.figures?.portal ?? null,
      reference: row.figures?.reference ?? null,
      ratio: row.figures ? ratioOf(row.figures) : null,
      goal: row.goal,
      unit: row.unit,
      ...(row.figures ? {} : { [row.outcome]: row.reason }),
    })),
  })
}

function cellsOf(row: Row): string[] {
  const { id, goal, unit, what } = row
  if (!row.figures) return [id, '–', '–', '–', `≤ ${goal}`, row.outcome, `${what}: ${row.reason}`]
  const { portal, reference } = row.figures
  return [
    id,
    `${rounded(portal)} ${unit}`,
    `${rounded(reference)} ${unit}`,
    rounded(ratioOf(row.figures)),
    `≤ ${goal}`,
    isGood(row) ? 'met' : 'MISSED',
    what,
  ]
}

/** Three digits that count, and no more than four after the point. */
function rounded(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en')
  return value.toLocaleString('en', { maximumSignificantDigits: 3, maximumFractionDigits: 4 })
}

/** Figures stand to the right. */
function pad(cell: string, column: number, widths: readonly number[]): string {
  const width = widths[column] ?? 0
  return column >= 1 && column <= 4 ? cell.padStart(width) : cell.padEnd(width)
}
