import type { ReactNode } from 'react'
import type { RegistryCopy } from '@/lib/inventory/model'
import type { Found } from '@/lib/inventory/search'
import { plural } from './words'

/** How many were found and where, counted over all pages; honest about registries that are still to be read. */
export function FoundSummary(props: { found: Found; copies: readonly RegistryCopy[]; children?: ReactNode }) {
  const { found, copies } = props
  const unread = copies.filter(({ readAt }) => readAt === undefined).length
  return (
    <p className="flex flex-wrap gap-x-3 text-text-2" aria-live="polite">
      <span>
        {plural(found.repositories, 'repository', 'repositories')}
        {found.names !== found.repositories && ` (${plural(found.names, 'name', 'names')})`} in{' '}
        {found.registries} of {plural(copies.length, 'registry', 'registries')}
        {unread > 0 && `, ${unread} not read yet`}
      </span>
      {props.children}
    </p>
  )
}
