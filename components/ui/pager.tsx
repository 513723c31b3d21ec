import { ButtonLink } from './button-link'

/** Links to the previous and next page. */
export function Pager(props: { page: number; pages: number; hrefOf: (page: number) => string }) {
  const { page, pages, hrefOf } = props
  if (pages <= 1) return null
  return (
    <nav aria-label="Pages" className="mt-4 flex items-center gap-3">
      {page > 1 && <ButtonLink href={hrefOf(page - 1)}>Previous</ButtonLink>}
      <span className="text-text-2 tabular-nums">
        Page {page} of {pages.toLocaleString('en')}
      </span>
      {page < pages && <ButtonLink href={hrefOf(page + 1)}>Next</ButtonLink>}
    </nav>
  )
}
