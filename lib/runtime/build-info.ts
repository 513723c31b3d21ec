import 'server-only'
import { readFileSync } from 'node:fs'
import { version } from '@/package.json'

/** Which portal this is: its version, and the build, which is another one for every build. */
export function thisBuild(): { version: string; build: string } {
  try {
    return { version, build: readFileSync(/* turbopackIgnore: true */ '.next/BUILD_ID', 'utf8').trim() }
  } catch {
    // The development server has none.
    return { version, build: 'development' }
  }
}
