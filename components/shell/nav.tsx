'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { NAV_LINKS } from './nav-links'

/** The main navigation, with the current place marked. `waiting` is the number of requests to answer, if known. */
export function Nav({ waiting }: { waiting: number | undefined }) {
  const path = usePathname()
  return (
    <nav aria-label="Main" className="flex gap-0.5 overflow-x-auto">
      {NAV_LINKS.map(({ id, name, href, within }) => (
        <Link
          key={id}
          href={href}
          prefetch={false}
          aria-current={
            within.some((start) => path === start || path.startsWith(`${start}/`)) ? 'page' : undefined
          }
          className="rounded-control px-2.5 py-1 whitespace-nowrap text-text-2 hover:bg-hover hover:text-text aria-[current=page]:bg-hover aria-[current=page]:text-text"
        >
          {name}
          {id === 'requests' && waiting === undefined && (
            <>
              {' '}
              <span aria-hidden="true">?</span>
              <span className="sr-only"> number waiting unknown</span>
            </>
          )}
          {id === 'requests' && waiting !== undefined && waiting > 0 && (
            <>
              {' '}
              <span className="tabular-nums">{waiting}</span>
              <span className="sr-only"> waiting</span>
            </>
          )}
        </Link>
      ))}
    </nav>
  )
}
