'use client'

import { useRef, useState } from 'react'
import { Button } from './button'

type CopyProps = {
  text: string
  /** Says what is copied, for people who can't see its context. */
  label: string
  children?: string
  large?: boolean
}

/** Copies text with one click and confirms it. */
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
