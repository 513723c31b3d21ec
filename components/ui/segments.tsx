'use client'

import { useId } from 'react'

type SegmentProps<T extends string> = {
  label: string
  value: T
  options: readonly (readonly [value: T, name: string])[]
  onChange: (value: T) => void
}

/** A choice among a few visible options: radio buttons in one bar, with their keyboard. */
export function Segments<T extends string>({ label, value, options, onChange }: SegmentProps<T>) {
  const name = useId()
  return (
    <fieldset className="inline-flex max-w-full flex-wrap overflow-hidden rounded-control border border-control">
      <legend className="sr-only">{label}</legend>
      {options.map(([each, text]) => (
        <label
          key={each}
          className="border-hairline px-2.5 py-0.5 leading-6 whitespace-nowrap not-last:border-r has-checked:bg-accent has-checked:text-white has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-link"
        >
          <input
            type="radio"
            name={name}
            className="sr-only"
            checked={each === value}
            onChange={() => onChange(each)}
          />
          {text}
        </label>
      ))}
    </fieldset>
  )
}
