import type { Client } from '@/lib/repositories/commands'
import type { Shell } from '@/lib/repositories/shell'

/** The person's preferred shell and client, kept in a cookie so that the first paint has them. */
export type Preference = { shell: Shell; client: Client | 'helper' }

export const PREFERENCE_COOKIE = 'commands'

export function preferenceOf(text: string | undefined): Preference {
  const [shell, client] = (text ?? '').split('.')
  return {
    shell: shell === 'powershell' ? 'powershell' : 'posix',
    client: client === 'podman' || client === 'helper' ? client : 'docker',
  }
}
