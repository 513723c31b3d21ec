/** Above every page while the portal's own database fails. */
export function DatabaseAway() {
  return (
    <aside
      aria-label="Database"
      className="border-b border-hairline bg-warning-soft px-4 py-2 text-center text-warning"
    >
      The portal’s database didn’t respond when this page loaded. You can still find and view repositories,
      but you can’t change or request anything until it’s back.
    </aside>
  )
}
