import Link from 'next/link'
import type { ComponentProps } from 'react'

type Look = { look?: 'primary' | 'plain' | 'danger'; small?: boolean }

const LOOKS = {
  primary: 'border-accent bg-accent text-white hover:border-accent-hover hover:bg-accent-hover',
  plain: 'border-control bg-page text-text hover:bg-hover',
  danger: 'border-error bg-page text-error hover:bg-error-soft',
}

function buttonClass({ look = 'plain', small = false }: Look, more = ''): string {
  const size = small ? 'h-6 px-2 text-xs' : 'h-8 px-3 text-sm'
  return `inline-flex shrink-0 items-center justify-center gap-1.5 rounded-control border font-medium whitespace-nowrap transition-colors disabled:opacity-60 ${size} ${LOOKS[look]} ${more}`
}

export function Button({
  look,
  small,
  className,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & Look) {
  return <button type={type} className={buttonClass({ look, small }, className)} {...rest} />
}

/** A link that looks like a button: for going somewhere, never for doing something. */
export function ButtonLink({ look, small, className, ...rest }: ComponentProps<typeof Link> & Look) {
  return <Link prefetch={false} className={buttonClass({ look, small }, className)} {...rest} />
}
