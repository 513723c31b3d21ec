import type { ComponentProps, ReactNode } from 'react'
import { Input, Select, TextBox } from './control'

type Labelled = {
  id: string
  label: ReactNode
  help?: ReactNode
  error?: string | undefined
  optional?: boolean | undefined
}

/** The label above, one sentence of help and the error below, all linked to the control for screen readers. */
export function Field({ id, label, help, error, optional, children }: Labelled & { children: ReactNode }) {
  return (
    <div className="grid content-start gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
        {optional && <span className="font-normal text-text-2"> (optional)</span>}
      </label>
      {children}
      {error && (
        <p id={`${id}-error`} className="text-xs text-error">
          <span className="sr-only">Error: </span>
          {error}
        </p>
      )}
      {help && (
        <div id={`${id}-help`} className="text-xs text-text-2">
          {help}
        </div>
      )}
    </div>
  )
}

function described({ id, help, error }: Pick<Labelled, 'id' | 'help' | 'error'>) {
  const ids = [error && `${id}-error`, help && `${id}-help`].filter(Boolean).join(' ')
  return { id, 'aria-invalid': error ? true : undefined, 'aria-describedby': ids || undefined }
}

export function TextField({
  label,
  help,
  error,
  optional,
  className = '',
  ...rest
}: Labelled & ComponentProps<'input'>) {
  return (
    <Field id={rest.id} label={label} help={help} error={error} optional={optional}>
      <Input className={`w-full ${className}`} {...rest} {...described({ id: rest.id, help, error })} />
    </Field>
  )
}

export function TextArea({
  label,
  help,
  error,
  optional,
  className = '',
  ...rest
}: Labelled & ComponentProps<'textarea'>) {
  return (
    <Field id={rest.id} label={label} help={help} error={error} optional={optional}>
      <TextBox className={`w-full ${className}`} {...rest} {...described({ id: rest.id, help, error })} />
    </Field>
  )
}

export function SelectField({
  label,
  help,
  error,
  optional,
  className = '',
  ...rest
}: Labelled & ComponentProps<'select'>) {
  return (
    <Field id={rest.id} label={label} help={help} error={error} optional={optional}>
      <Select className={`w-full ${className}`} {...rest} {...described({ id: rest.id, help, error })} />
    </Field>
  )
}

/** A group of controls with one question above them. */
export function Fieldset({
  legend,
  help,
  children,
}: {
  legend: ReactNode
  help?: ReactNode
  children: ReactNode
}) {
  return (
    <fieldset className="grid min-w-0 gap-1">
      <legend className="mb-1 font-medium">{legend}</legend>
      {children}
      {help && <div className="text-xs text-text-2">{help}</div>}
    </fieldset>
  )
}
