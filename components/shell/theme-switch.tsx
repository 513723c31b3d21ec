'use client'

import { type Theme, themeOf } from './theme'

const YEAR_MS = 365 * 86_400_000

/** Sets the theme at once and for a year; `system` follows the computer again. */
export function ThemeSwitch({ theme }: { theme: Theme }) {
  function choose(chosen: Theme) {
    void cookieStore.set({
      name: 'theme',
      value: chosen,
      path: '/',
      sameSite: 'lax',
      expires: Date.now() + YEAR_MS,
    })
    if (chosen === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = chosen
  }
  return (
    <label className="flex items-center gap-2 text-text-2">
      Theme
      <select
        defaultValue={theme}
        onChange={(event) => choose(themeOf(event.target.value))}
        className="h-7 rounded-control border border-control bg-page px-1.5 text-sm text-text"
      >
        <option value="system">System</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </select>
    </label>
  )
}
