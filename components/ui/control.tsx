import type { ComponentProps } from 'react'

const CONTROL =
  'rounded-control border border-control bg-page px-2.5 text-sm text-text aria-invalid:border-error disabled:bg-raised'

/** Bare controls: in a field they have its label, in a row of filters they need an `aria-label`. */
export function Input({ className = '', ...rest }: ComponentProps<'input'>) {
  return (
    <input
      type="text"
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      className={`h-8 ${CONTROL} ${className}`}
      {...rest}
    />
  )
}

export function Select({ className = '', ...rest }: ComponentProps<'select'>) {
  return <select className={`h-8 ${CONTROL} ${className}`} {...rest} />
}

export function TextBox({ className = '', ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={`min-h-16 py-1.5 ${CONTROL} ${className}`} {...rest} />
}
