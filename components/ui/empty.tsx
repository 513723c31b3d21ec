import type { ReactNode } from 'react'

/** An empty list: says whether nothing exists or nothing matches, and offers the next step. */
export function Empty({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <div className="grid justify-items-center gap-2 rounded-card border border-dashed border-hairline px-4 py-10 text-center">
      <div className="max-w-full text-base font-medium break-words">{title}</div>
      {children}
    </div>
  )
}
