export type Theme = 'light' | 'dark' | 'system'

export function themeOf(text: string | undefined): Theme {
  return text === 'light' || text === 'dark' ? text : 'system'
}
