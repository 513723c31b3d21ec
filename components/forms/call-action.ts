import { unstable_isUnrecognizedActionError } from 'next/navigation'
import type { ActionResult } from '@/lib/http/action'
import { BODY_LIMIT_BYTES, TOO_LARGE } from '@/lib/http/body-limit'

/** Calls a server action; a missing response is a failure like any other, and the form stays as it is. */
export async function callAction<T>(
  action: (input: unknown) => Promise<ActionResult<T>>,
  input: unknown,
): Promise<ActionResult<T>> {
  // The portal would reject it, and Next hides the reason.
  if (new Blob([JSON.stringify(input) ?? '']).size > BODY_LIMIT_BYTES)
    return { ok: false, code: 'invalid', message: TOO_LARGE, fields: {} }
  try {
    return await action(input)
  } catch (error) {
    // A new build has other ids for its actions, so nothing was run.
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
