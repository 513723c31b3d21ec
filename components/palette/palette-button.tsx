/** Looks like the search that it opens. A narrow screen shows only the magnifying glass. */
export function PaletteButton({ opens, show }: { opens: string; show: () => void }) {
  return (
    <button
      type="button"
      // The browser itself opens the dialog until the script has arrived. React's types don't know these two attributes
      // yet.
      {...{ command: 'show-modal', commandfor: opens }}
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={show}
      className="flex h-8 w-8 items-center justify-center gap-2 rounded-control text-text-2 hover:bg-hover md:w-60 md:justify-start md:border md:border-control md:bg-page md:px-2.5"
    >
      <svg aria-hidden="true" viewBox="0 0 16 16" className="size-4 shrink-0">
        <path
          d="m10.5 10.5 3.5 3.5M12 7A5 5 0 1 1 2 7a5 5 0 0 1 10 0Z"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinecap="round"
        />
      </svg>
      <span className="sr-only md:not-sr-only">Find a repository</span>
      <span
        aria-hidden="true"
        className="ml-auto hidden rounded font-mono border border-hairline px-1.5 text-[11px] md:inline"
      >
        Ctrl K
      </span>
    </button>
  )
}
