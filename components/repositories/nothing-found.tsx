import { ButtonLink } from '@/components/ui/button-link'
import { Empty } from '@/components/ui/empty'
import { TYPED_FILTERS } from '@/lib/inventory/typed-filters'
import { paths } from '@/lib/paths'
import { unknownWords } from './search-words'

/** Nothing matches: clear the search, fix an unknown filter, or create the repository. */
export function NothingFound(props: {
  q: string
  unknown: readonly string[]
  /** Whether the text is a valid name for a new repository. */
  creatable: boolean
  /** Similar names are listed below. */
  hasNear: boolean
  clearPath: string
}) {
  const { q, unknown, creatable, hasNear, clearPath } = props
  if (unknown.length > 0) return <UnknownFilter unknown={unknown} clearPath={clearPath} />
  return (
    <Empty title={q ? <>No repository matches “{q}”</> : 'No repository matches these filters'}>
      <p className="text-text-2">
        {hasNear
          ? 'Did you mean one of the names below?'
          : creatable
            ? 'It may not exist yet, or be in a registry that couldn’t be read.'
            : 'Try a shorter part of the name.'}
      </p>
      <div className="mt-1 flex flex-wrap justify-center gap-2">
        {creatable && (
          <ButtonLink look={hasNear ? 'plain' : 'primary'} href={paths.newRepository({ name: q })}>
            Create {q}
          </ButtonLink>
        )}
        <ButtonLink href={clearPath}>Clear search</ButtonLink>
      </div>
    </Empty>
  )
}

function UnknownFilter({ unknown, clearPath }: { unknown: readonly string[]; clearPath: string }) {
  return (
    <Empty title={unknownWords(unknown)}>
      <p className="text-text-2">You can type these filters:</p>
      <dl className="grid max-w-full grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-left">
        {TYPED_FILTERS.map(({ name, says }) => (
          <div key={name} className="contents">
            <dt className="font-mono">{name}:</dt>
            <dd className="text-text-2">{says}</dd>
          </div>
        ))}
      </dl>
      <ButtonLink href={clearPath}>Clear search</ButtonLink>
    </Empty>
  )
}
