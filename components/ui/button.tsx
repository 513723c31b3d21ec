import type { ComponentProps } from 'react'
import { buttonClass, type Look } from './button-style'

// Apart from ButtonLink: error.tsx needs a button, and what it needs is loaded a second time with every page.
export function Button({
  look,
  small,
  className,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & Look) {
  return <button type={type} className={buttonClass({ look, small }, className)} {...rest} />
}
