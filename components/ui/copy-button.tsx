'use client'

import { useRef, useState } from 'react'
import { Button } from './button'

type CopyProps = {
  text: string
  /** Names what is copied, for people who do not see the place. */
  label: string
  children?: string
  large?: boolean
}

/** Copies a text with one click and says so. */
export function CopyButton({ text, label, children = 'Copy', large = false }: CopyProps) {
  const [said, setSaid] = useState<string>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  async function copy() {
    clearTimeout(timer.current)
    try {
      await navigator.clipboard.writeText(text)
      setSaid('Copied')
    } catch {
      setSaid('Not copied: select the text instead')
    }
    timer.current = setTimeout(() => setSaid(undefined), 2000)
  }

  return (
    <Button small={!large} onClick={copy} aria-label={`${children} ${label}`}>
      <span aria-live="polite">{said ?? children}</span>
    </Button>
  )
}
