export type Theme = 'light' | 'dark' | 'system'

const YEAR_MS = 365 * 86_400_000

export function themeOf(text: string | undefined): Theme {
  return text === 'light' || text === 'dark' ? text : 'system'
}

/** Sets the theme at once and for a year; `system` follows the computer again. */
export function chooseTheme(chosen: Theme) {
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

/** Whether the page is dark now, by choice or by the computer's setting. */
export function isDark(): boolean {
  const theme = themeOf(document.documentElement.dataset.theme)
  return theme === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark'
}
