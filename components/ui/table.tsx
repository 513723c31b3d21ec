import type { ComponentProps, ReactNode } from 'react'

/** A real table in a card. On a narrow screen it scrolls sideways. */
export function Table({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="relative overflow-x-auto rounded-card border border-hairline">
      <table aria-label={label} className="w-full border-collapse text-left">
        {children}
      </table>
    </div>
  )
}

export function Head({ children }: { children: ReactNode }) {
  return (
    <thead className="bg-raised text-xs text-text-2">
      <tr>{children}</tr>
    </thead>
  )
}

export function HeadCell({ className = '', ...rest }: ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      className={`border-b border-hairline px-4 py-2 font-medium whitespace-nowrap ${className}`}
      {...rest}
    />
  )
}

export function Row({ className = '', ...rest }: ComponentProps<'tr'>) {
  return <tr className={`border-hairline not-last:border-b ${className}`} {...rest} />
}

export function Cell({ className = '', ...rest }: ComponentProps<'td'>) {
  return <td className={`px-4 py-1.5 align-top ${className}`} {...rest} />
}
