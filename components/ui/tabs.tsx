import Link from 'next/link'
import type { ReactNode } from 'react'

/** Tabs that are pages: each has its own address, so Back, reload and shared links work. */
export function Tabs({
  label,
  tabs,
}: {
  label: string
  tabs: { href: string; name: ReactNode; current: boolean }[]
}) {
  return (
    <nav aria-label={label} className="mb-5 flex gap-5 overflow-x-auto border-b border-hairline">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          prefetch={false}
          aria-current={tab.current ? 'page' : undefined}
          className="-mb-px border-b-2 border-transparent py-2 whitespace-nowrap text-text-2 hover:text-text aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-text"
        >
          {tab.name}
        </Link>
      ))}
    </nav>
  )
}
