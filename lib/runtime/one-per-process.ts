import 'server-only'

const held = globalThis as typeof globalThis & { portal?: Map<string, unknown> }

/**
 * A value of which the process has only one, made when it is first asked for. A module's own variable is not enough: Next
 * loads a module once for each of its bundles, and the development server loads it again after every change.
 */
export function onePerProcess<T>(name: string, make: () => T): T {
  held.portal ??= new Map()
  if (!held.portal.has(name)) held.portal.set(name, make())
  // A name is used in one place, so what is there was made by this `make`.
  return held.portal.get(name) as T
}
