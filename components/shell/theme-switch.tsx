'use client'

import { useEffect, useState } from 'react'
import { chooseTheme, type Theme, themeOf } from './theme'

/** The theme and its switch, which follows a change made in another tab. */
export function ThemeSwitch({ theme }: { theme: Theme }) {
  const [chosen, setChosen] = useState(theme)
  useEffect(() => {
    function follow({ changed }: CookieChangeEvent) {
      for (const { name, value } of changed) if (name === 'theme') setChosen(themeOf(value))
    }
    cookieStore.addEventListener('change', follow)
    return () => cookieStore.removeEventListener('change', follow)
  }, [])
  return (
    <label className="flex items-center gap-2 text-text-2">
      Theme
      <select
        value={chosen}
        onChange={(event) => {
          const next = themeOf(event.target.value)
          setChosen(next)
          chooseTheme(next)
        }}
        className="h-7 rounded-control border border-control bg-page px-1.5 text-sm text-text"
      >
        <option value="system">System</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </select>
    </label>
  )
}
