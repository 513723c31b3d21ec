import { TextLink } from '@/components/ui/text-link'
import type { Registry } from '@/lib/accounts/registry'
import { paths } from '@/lib/paths'
import type { Json } from '@/lib/policy/json/json'
import { resourcesKey } from '@/lib/policy/registry-side'
import { resourcePrefix, resourceWords } from '@/lib/policy/words/resource-words'
import { plural } from '@/lib/text/plural'

type ResourcesProps = {
  statement: Json
  registry: Registry
  /** How many repositories each Resource is about, by `resourcesKey`; what is missing isn’t known. */
  counts: Record<string, number>
}

/** To which repositories a statement of a registry’s policy applies. */
export function StatementResources({ statement, registry, counts }: ResourcesProps) {
  const prefix = resourcePrefix(statement, registry)
  const count = counts[resourcesKey(statement)]
  const number = count !== undefined && plural(count, 'repository', 'repositories')
  return (
    <p className="break-words">
      Applies to {resourceWords(statement, registry)}
      {number && ': '}
      {number && prefix !== undefined ? (
        <TextLink href={paths.repositories({ ...registry, q: prefix })}>{number}</TextLink>
      ) : (
        number
      )}
    </p>
  )
}
