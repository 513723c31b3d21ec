import type { Client } from '@/lib/repositories/commands'
import type { Shell } from '@/lib/repositories/shell'

/** How this person likes their commands; kept in a cookie so that the first paint has it. */
export type Preference = { shell: Shell; client: Client | 'helper' }

export const PREFERENCE_COOKIE = 'commands'

export function preferenceOf(text: string | undefined): Preference {
  const [shell, client] = (text ?? '').split('.')
  return {
    shell: shell === 'powershell' ? 'powershell' : 'posix',
    client: client === 'podman' || client === 'helper' ? client : 'docker',
  }
}
