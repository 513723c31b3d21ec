import { useEffect, useState } from 'react'

/** The value as it was a frame ago: for what a screen does not show, and can wait until what it shows is painted. */
export function useNextFrame<T>(value: T): T {
  const [earlier, setEarlier] = useState(value)
  useEffect(() => {
    let afterFrame: ReturnType<typeof setTimeout> | undefined
    const frame = requestAnimationFrame(() => {
      afterFrame = setTimeout(() => setEarlier(value))
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(afterFrame)
    }
  }, [value])
  return earlier
}
