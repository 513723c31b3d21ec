const WIDTHS = [38, 62, 45, 71, 54, 33, 66, 49, 58, 41]

/** A placeholder for up to ten rows, at their final height. */
export function SkeletonRows({ rows, label }: { rows: number; label: string }) {
  return (
    <div role="status" aria-label={label} className="overflow-hidden rounded-card border border-hairline">
      {WIDTHS.slice(0, rows).map((width) => (
        <div key={width} className="flex h-9 items-center border-hairline px-4 not-last:border-b">
          <span className="h-3 rounded bg-hover" style={{ width: `${width}%` }} />
        </div>
      ))}
    </div>
  )
}
