import { useEffect, useState } from 'react'

/** The value one frame late: for what is off screen and can wait until the visible part is painted. */
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
