import type { RefObject } from 'react'
import { paths } from '@/lib/paths'
import type { ResultsHandle, Shown } from './results'

type FieldProps = {
  form: RefObject<HTMLFormElement | null>
  input: RefObject<HTMLInputElement | null>
  results: RefObject<ResultsHandle | null>
  label: string
  /** The id of the list below. */
  controls: string
  shown: Shown | undefined
  onText: (text: string) => void
  close: () => void
}

/** The palette's text field: it keeps the focus, and passes its keys on to the list. */
export function PaletteField(props: FieldProps) {
  const { form, input, results, label, controls, shown, onText, close } = props
  return (
    <form
      ref={form}
      action={paths.open({ q: '' })}
      onSubmit={(event) => results.current?.onSubmit(event)}
      className="flex shrink-0 items-center gap-2 border-b border-hairline pr-3 has-[input:focus-visible]:border-accent"
    >
      <input
        ref={input}
        name="q"
        role="combobox"
        aria-label={label}
        aria-autocomplete="list"
        aria-expanded={shown?.expanded ?? false}
        aria-controls={controls}
        aria-activedescendant={shown?.active}
        placeholder={label}
        enterKeyHint="go"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={2000}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => results.current?.onKeyDown(event)}
        className="h-12 min-w-0 flex-1 bg-transparent pl-4 text-lg text-ellipsis outline-none"
      />
      <button
        type="button"
        aria-label="Close, Esc"
        onClick={close}
        className="rounded border border-hairline px-1.5 text-xs text-text-2 hover:bg-hover hover:text-text"
      >
        <span className="md:hidden">Close</span>
        <kbd className="hidden md:inline">Esc</kbd>
      </button>
    </form>
  )
}
