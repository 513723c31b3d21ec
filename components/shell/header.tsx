import Link from 'next/link'
import type { ReactNode } from 'react'
import { paths } from '@/lib/paths'
import { Nav } from './nav'

/** The bar on every page: the navigation, the search and the user menu. */
export function Header({
  waiting,
  find,
  user,
}: {
  waiting: number | undefined
  find: ReactNode
  user: ReactNode
}) {
  return (
    <header className="sticky top-0 z-10 border-b border-hairline bg-page">
      <div className="mx-auto flex max-w-[1248px] flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 md:h-12 md:flex-nowrap md:px-6 md:py-0">
        <Link
          href={paths.home()}
          prefetch={false}
          className="flex items-center gap-2 text-base font-semibold"
        >
          <svg aria-hidden="true" viewBox="0 0 32 32" className="size-5">
            <rect x="3" y="3" width="26" height="26" rx="6" className="fill-accent" />
            <path
              d="M9 12.5 16 9l7 3.5v7L16 23l-7-3.5zm0 0 7 3.5 7-3.5M16 16v7"
              fill="none"
              stroke="#fff"
              strokeWidth="2"
              strokeLinejoin="round"
            />
          </svg>
          ECR Portal
        </Link>
        <div className="order-last w-full min-w-0 md:order-none md:w-auto">
          <Nav waiting={waiting} />
        </div>
        <div className="ml-auto flex items-center gap-x-1 md:gap-x-4">
          {find}
          {user}
        </div>
      </div>
    </header>
  )
}
