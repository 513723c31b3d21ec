import Link from 'next/link'
import type { ComponentProps } from 'react'

/** A link inside the portal. Nothing is fetched before it is followed: a page costs calls to AWS. */
export function TextLink({ className = '', ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      prefetch={false}
      className={`text-link underline-offset-2 hover:underline ${className}`}
      {...rest}
    />
  )
}
