/** Work in steps, between which whoever runs it may pause: some policies take long to decide. */
export type Steps<T> = Generator<undefined, T>

/** Runs all steps without a pause. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
