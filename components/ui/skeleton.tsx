/** Holds the place of rows that are on their way, in their final height. */
export function SkeletonRows({ rows, label }: { rows: number; label: string }) {
  return (
    <div role="status" aria-label={label} className="overflow-hidden rounded-card border border-hairline">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without content have no other identity
        <div key={row} className="flex h-9 items-center border-hairline px-4 not-last:border-b">
          <span className="h-3 rounded bg-hover" style={{ width: `${30 + ((row * 17) % 50)}%` }} />
        </div>
      ))}
    </div>
  )
}
