import { useRouter } from 'next/navigation'
import { type MouseEvent, useRef, useState } from 'react'

/** The result of copying a row's URI. */
export type Copying = { uri: string; said: string }

const SAID_FOR_MS = 2000

/** Handles the plain links and copy buttons of a repository list. */
export function useRowClicks() {
  const router = useRouter()
  const [copying, setCopying] = useState<Copying>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  function onClick(event: MouseEvent) {
    const { target } = event
    if (!(target instanceof Element)) return
    const uri = target.closest('[data-copy]')?.getAttribute('data-copy')
    if (uri) return void copy(uri)
    const href = target.closest('a[data-row]')?.getAttribute('href')
    // With a modifier key the browser takes over: a new tab, a new window, a download.
    if (!href || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    router.push(href)
  }

  async function copy(uri: string) {
    clearTimeout(timer.current)
    try {
      await navigator.clipboard.writeText(uri)
      setCopying({ uri, said: 'Copied' })
    } catch (error) {
      console.warn('the clipboard took nothing', error)
      setCopying({ uri, said: 'Couldn’t copy' })
    }
    timer.current = setTimeout(() => setCopying(undefined), SAID_FOR_MS)
  }

  return { copying, onClick }
}
