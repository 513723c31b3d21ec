/** The single search field. `waiting` means that results are on their way. */
export function SearchBox(props: { q: string; autoFocus: boolean; waiting: boolean; hasHits: boolean }) {
  return (
    <div className="relative">
      <input
        data-search
        type="search"
        name="q"
        aria-label="Find a repository"
        aria-describedby="found"
        placeholder="Find a repository, or paste an image URI, ARN or console link"
        defaultValue={props.q}
        autoFocus={props.autoFocus}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={2000}
        className="peer h-11 w-full rounded-card border border-control bg-page px-3.5 text-lg text-ellipsis md:pr-40 [&::-webkit-search-cancel-button]:hidden"
      />
      {props.waiting ? (
        <span className="late pointer-events-none absolute bg-page pl-2 top-3 right-3.5 text-xs text-text-2">
          Searching…
        </span>
      ) : (
        props.hasHits && (
          <span
            aria-hidden="true"
            className="pointer-events-none absolute top-3 right-3.5 text-xs text-text-2 peer-placeholder-shown:hidden max-md:hidden"
          >
            Enter opens the first result
          </span>
        )
      )}
    </div>
  )
}
