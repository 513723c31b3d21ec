import type { ActionResult } from '@/lib/action'

/** Calls a server action; an answer that never came is a failure like any other, and the form stays as it is. */
export async function callAction<T>(
  action: (input: unknown) => Promise<ActionResult<T>>,
  input: unknown,
): Promise<ActionResult<T>> {
  try {
    return await action(input)
  } catch (error) {
    console.warn('a call to the portal was not answered', error)
    return {
      ok: false,
      code: 'unexpected',
      message:
        'The portal did not answer, so it is not certain whether this was done. What you typed is kept: reload the page to see, then try again.',
      fields: {},
    }
  }
}
