/** Above every page while the portal's own database fails. */
export function DatabaseAway() {
  return (
    <aside
      aria-label="Database"
      className="border-b border-hairline bg-warning-soft px-4 py-2 text-center text-warning"
    >
      The portal’s database did not answer when this page was loaded. You can still find and look at
      repositories; nothing can be changed or asked for until it is back.
    </aside>
  )
}
