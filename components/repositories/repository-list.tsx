import type { ReactNode } from 'react'

/** Defined once for all rows: repeated in each of them, the styles would be half of the page's size. */
const ROWS = [
  '[&_h2]:not-first:border-t [&_h2]:border-hairline [&_h2]:px-4 [&_h2]:pt-2.5 [&_h2]:pb-0.5 [&_h2]:font-mono [&_h2]:text-sm [&_h2]:font-semibold',
  '[&_ul]:pb-2',
  '[&_li]:relative [&_li]:grid [&_li]:grid-cols-[auto_1fr_auto] [&_li]:items-center [&_li]:gap-x-4 [&_li]:px-4 [&_li]:py-1.5 [&_li]:text-text-2 [&_li]:hover:bg-hover',
  'md:[&_li]:grid-cols-[15rem_6.5rem_5.5rem_1fr_auto] [&_li>span]:justify-self-start md:[&_p]:col-start-4',
  '[&_a]:text-link [&_a]:underline [&_a]:decoration-link/40 [&_a]:underline-offset-2 [&_a]:before:absolute [&_a]:before:inset-0 [&_a]:hover:decoration-link',
  '[&_button]:relative [&_button]:justify-self-end [&_button]:h-6 [&_button]:rounded-control [&_button]:border [&_button]:border-control [&_button]:bg-page [&_button]:px-2 [&_button]:text-xs [&_button]:font-medium [&_button]:text-text [&_button]:hover:bg-hover',
  // On a narrow screen a row is the account and its button, with the region and the rest below.
  'max-md:[&_a]:col-span-2 max-md:[&_button]:order-1 max-md:[&_li>span]:order-2 max-md:[&_p]:order-3 max-md:[&_p]:col-span-2 max-md:[&_li>span+span]:hidden',
].join(' ')

/** The card around groups of repositories. */
export function RepositoryList({ children }: { children: ReactNode }) {
  return <div className={`overflow-hidden rounded-card border border-hairline ${ROWS}`}>{children}</div>
}
