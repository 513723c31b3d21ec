import { unstable_isUnrecognizedActionError } from 'next/navigation'
import type { ActionResult } from '@/lib/http/action'
import { BODY_LIMIT_BYTES, TOO_LARGE } from '@/lib/http/body-limit'

/** Calls a server action; an answer that never came is a failure like any other, and the form stays as it is. */
export async function callAction<T>(
  action: (input: unknown) => Promise<ActionResult<T>>,
  input: unknown,
): Promise<ActionResult<T>> {
  // The portal would refuse it, and Next keeps why to itself.
  if (new Blob([JSON.stringify(input) ?? '']).size > BODY_LIMIT_BYTES)
    return { ok: false, code: 'invalid', message: TOO_LARGE, fields: {} }
  try {
    return await action(input)
  } catch (error) {
    // A new build of the portal knows its actions by other names, and has run none.
    if (unstable_isUnrecognizedActionError(error))
      return {
        ok: false,
        code: 'unexpected',
        message:
          'The portal has been updated since you opened this page, so nothing was changed. What you typed is kept: reload the page, then try again.',
        fields: {},
      }
    console.warn('a call to the portal was not answered', error)
    return {
      ok: false,
      code: 'unexpected',
      message:
        'The portal didn’t respond, so this may or may not have been done. What you typed is kept: reload the page to check, then try again.',
      fields: {},
    }
  }
}
