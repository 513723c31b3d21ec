import 'server-only'
import { readFileSync } from 'node:fs'
import { version } from '@/package.json'

/** The portal's version, and an id that differs for every build. */
export function thisBuild(): { version: string; build: string } {
  try {
    return { version, build: readFileSync(/* turbopackIgnore: true */ '.next/BUILD_ID', 'utf8').trim() }
  } catch {
    // The development server has none.
    return { version, build: 'development' }
  }
}
