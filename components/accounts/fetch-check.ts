import type { Registry } from '@/lib/accounts/registry'
import type { RegistryCheck } from '@/lib/accounts/roles/check'
import { paths } from '@/lib/paths'

const NO_ANSWER = 'The portal didn’t respond. Nothing was changed. Check again.'

/** Has one registry checked; returns a message when that failed. */
export async function fetchCheck(registry: Registry): Promise<RegistryCheck | string> {
  try {
    const response = await fetch(paths.checkRegistry(registry), { method: 'POST' })
    if (response.status === 401)
      return 'You’re signed out, so nothing was checked. Reload the page to sign in.'
    if ([400, 403, 429, 503].includes(response.status)) return await response.text()
    if (!response.ok) return NO_ANSWER
    const check: RegistryCheck = await response.json()
    return check
  } catch (error) {
    console.warn('a registry was not checked', error)
    return NO_ANSWER
  }
}
