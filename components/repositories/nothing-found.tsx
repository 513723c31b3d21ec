import { ButtonLink } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { paths } from '@/lib/paths'
import { repositoryNameProblem } from '@/lib/repositories/name'

/** Nothing matches: clear the search, or create what was searched for. */
export function NothingFound({ q, clearPath }: { q: string; clearPath: string }) {
  const creatable = q !== '' && repositoryNameProblem(q) === undefined
  return (
    <Empty title={q ? <>No repository matches “{q}”</> : 'No repository matches these filters'}>
      <p className="text-text-2">
        {creatable
          ? 'It may not exist yet, or stand in a registry that could not be read.'
          : 'Try a shorter part of the name.'}
      </p>
      <div className="mt-1 flex flex-wrap justify-center gap-2">
        {creatable && (
          <ButtonLink look="primary" href={paths.newRepository({ name: q })}>
            Create {q}
          </ButtonLink>
        )}
        <ButtonLink href={clearPath}>Clear the search</ButtonLink>
      </div>
    </Empty>
  )
}
