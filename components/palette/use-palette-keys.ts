import { type RefObject, useEffect, useEffectEvent } from 'react'
import { isTyping, singleKeysOff } from '@/components/shell/keys'

/** Ctrl+K or Cmd+K opens and closes the palette; a slash goes to the page's search, or opens the palette. */
export function usePaletteKeys(dialog: RefObject<HTMLDialogElement | null>, show: () => void) {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (isChord(event)) {
      event.preventDefault()
      return dialog.current?.open ? dialog.current.close() : show()
    }
    if (!isSlash(event)) return
    event.preventDefault()
    const search = document.querySelector<HTMLInputElement>('[data-search]')
    if (!search) return show()
    search.focus()
    search.select()
  })

  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}

function isChord({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return (key === 'k' || key === 'K') && (ctrlKey || metaKey) && !altKey && !shiftKey
}

function isSlash(event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, altKey, target } = event
  return key === '/' && !ctrlKey && !metaKey && !altKey && !isTyping(target) && !singleKeysOff()
}
