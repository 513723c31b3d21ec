import type { ReactNode } from 'react'

/** Said once for all rows: repeated in each of them, their styles would be half of what the page weighs. */
const ROWS = [
  '[&_section]:border-hairline [&_section]:py-2 [&_section]:not-last:border-b',
  '[&_h2]:px-4 [&_h2]:py-0.5 [&_h2]:font-mono [&_h2]:text-sm [&_h2]:font-semibold',
  '[&_li]:relative [&_li]:grid [&_li]:grid-cols-[1fr_auto] [&_li]:items-center [&_li]:gap-x-4 [&_li]:px-4 [&_li]:py-1.5 [&_li]:text-text-2 [&_li]:hover:bg-hover',
  'md:[&_li]:grid-cols-[15rem_6.5rem_5.5rem_1fr_auto] md:[&_li>*]:order-none',
  '[&_a]:text-link [&_a]:underline [&_a]:decoration-link/40 [&_a]:underline-offset-2 [&_a]:before:absolute [&_a]:before:inset-0 [&_a]:hover:decoration-link',
  '[&_button]:relative [&_button]:order-1 [&_button]:justify-self-end [&_button]:h-6 [&_button]:rounded-control [&_button]:border [&_button]:border-control [&_button]:bg-page [&_button]:px-2 [&_button]:text-xs [&_button]:font-medium [&_button]:text-text [&_button]:hover:bg-hover',
  '[&_time]:whitespace-nowrap',
].join(' ')

/** The card around groups of repositories. */
export function RepositoryList({ children }: { children: ReactNode }) {
  return <div className={`overflow-hidden rounded-card border border-hairline ${ROWS}`}>{children}</div>
}
