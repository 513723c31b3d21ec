import 'server-only'

const held = globalThis as typeof globalThis & { portalIsStopping?: boolean }

/** Whether this process was told to end: it goes on serving what comes, and asks for nothing more. */
export function isStopping(): boolean {
  return held.portalIsStopping ?? false
}

export function beginStopping(): void {
  held.portalIsStopping = true
}
